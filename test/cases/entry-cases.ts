import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { controllerOptions, controllerService, kongClass, kongIngress } from '../cluster/kong-manifests.ts';
import { deployment } from '../cluster/manifests.ts';
import { patternBytes } from '../cluster/test-server.ts';
import { ConformanceNamespace, type JudgedCluster } from '../conformance/conformance-cluster.ts';
import type { LocalEntry } from '../../src-main/shared/local-entry.ts';
import type { Route } from '../../src-main/shared/route.ts';
import { parseTarget } from '../../src-main/shared/target.ts';
import { EngineHost } from '../support/engine-host.ts';
import { type Asked, ask, askFor, begin } from '../support/http-client.ts';
import { without } from '../support/without.ts';

const size = 32 * 1024 * 1024;
const signal = AbortSignal.timeout(100_000);
const shop = 'shop.example.com';
const plain = 'plain.example.com';

/** Hosts of an Ingress at local addresses, by a forward to a controller that is inside the cluster only. */
export function describeLocalEntry(open: () => Promise<JudgedCluster>): void {
  describe('a host of an Ingress at a local address', () => {
    let namespace: ConformanceNamespace;
    let host: EngineHost;
    let secure: LocalEntry;
    let unsecured: LocalEntry;
    let own: string;
    const stack = new AsyncDisposableStack();

    beforeAll(async () => {
      const cluster = await open();
      namespace = stack.use(await ConformanceNamespace.create(cluster));
      await namespace.create(deployment('edge', controllerOptions));
      await namespace.create(controllerService);
      const { name } = namespace;
      const classes = '/apis/networking.k8s.io/v1/ingressclasses';
      await namespace.client.object('POST', classes, kongClass(name));
      stack.defer(() => namespace.client.object('DELETE', `${classes}/${name}`).then(() => undefined));
      await namespace.client.object(
        'POST',
        `/apis/networking.k8s.io/v1/namespaces/${name}/ingresses`,
        kongIngress(name, { name: 'shop', host: shop, plain }),
      );
      await namespace.readyPods('app.kubernetes.io/name=kong', 1);
      host = await EngineHost.start(cluster.kubeconfigPath);
      secure = await start(shop);
      unsecured = await start(plain);
      own = `127.0.0.1:${String(secure.endpoints[0]?.port)}`;
    }, 100_000);
    afterAll(async () => {
      await host[Symbol.asyncDispose]();
      await stack.disposeAsync();
    });

    async function start(name: string): Promise<LocalEntry> {
      const target = { context: contextOf(host), namespace: namespace.name, ...parseTarget('svc/web') };
      const { routes } = await host.engine.routes.read(target, signal);
      const route = routes.find(({ kind }) => kind === 'ingress');
      if (route === undefined) throw new Error('There is no Ingress.');
      const address = addressOf(route, name);
      const local = { kind: 'auto', last: null } as const;
      return host.engine.localEntries.start({ target, route, address, local }, {}, signal);
    }

    async function requestAt(entry: LocalEntry, path: string, asked: Asked = {}): Promise<Told> {
      return JSON.parse(String((await ask(entry, path, asked)).body)) as Told;
    }

    it('is asked of the controller by its name, also in the handshake', async () => {
      const [first, second] = [
        await requestAt(secure, '/request/a%2Fb/c;x?q=%2e%2e//x'),
        await requestAt(unsecured, '/request'),
      ];
      expect([first, second]).toMatchObject([
        { host: shop, sni: shop, target: '/request/a%2Fb/c;x?q=%2e%2e//x', method: 'GET' },
        { host: plain, sni: '', target: '/request' },
      ]);
    });

    it('comes there by a forward to its service, and tells what is wrong with its certificate', async () => {
      await ask(secure, '/');
      const [one, other] = host.engine.localEntries.list();
      const way = { by: 'forward', namespace: namespace.name, service: 'edge' };
      expect([one, other]).toMatchObject([
        {
          ...place(shop),
          way: { ...way, port: 443 },
          certificate: { faults: ['name', 'selfSigned'] },
          problem: null,
        },
        {
          ...place(plain),
          scheme: 'http',
          port: 80,
          way: { ...way, port: 80 },
          certificate: null,
          problem: null,
        },
      ]);
    });

    it('is served once', async () => {
      expect([await start(shop), host.engine.localEntries.list().length]).toMatchObject([
        { id: secure.id },
        2,
      ]);
    });

    it('shows the application its client as one of the host’s, with all that it says', async () => {
      const { headers } = await requestAt(secure, '/request', {
        method: 'PUT',
        headers: {
          authorization: 'Bearer of-the-client',
          cookie: 'session=1',
          connection: 'close, x-of-the-connection',
          'x-of-the-connection': '1',
          origin: `http://${own}`,
          referer: `http://${own}/page?x=1`,
          'accept-encoding': 'gzip, deflate, br',
        },
      });
      expect(headers).toEqual({
        authorization: 'Bearer of-the-client',
        cookie: 'session=1',
        origin: `https://${shop}`,
        referer: `https://${shop}/page?x=1`,
        'accept-encoding': 'gzip, deflate, br',
        ...without(headers, 'authorization', 'cookie', 'origin', 'referer', 'accept-encoding'),
      });
      expect(Object.keys(headers)).not.toContain('x-of-the-connection');
    });

    it.each([
      [`https://${shop}/own?x#y`, '/own?x#y'],
      [`https://${shop.toUpperCase()}:443`, '/'],
      [`//${shop}/own`, '/own'],
      ['/path', '/path'],
      [`http://${shop}/own`, `http://${shop}/own`],
      [`https://${plain}/own`, `https://${plain}/own`],
      [`https://${shop}:8443/own`, `https://${shop}:8443/own`],
      [`https://${shop}.evil.example/`, `https://${shop}.evil.example/`],
    ])('leads a redirect to %s to %s', async (to, led) => {
      const { headers } = await askFor(secure, { code: '302', header: [`Location: ${to}`] });
      expect(headers.location).toBe(led);
    });

    it('gives cookies the domain they have here', async () => {
      const header = [
        `a=1; Domain=.${shop}; Path=/x; Secure; HttpOnly`,
        'b=1; domain=example.com; SameSite=Lax',
        'c=1; Domain=other.example; Secure; SameSite=None',
        '__Host-d=1; Path=/; Secure',
      ].map((cookie) => `Set-Cookie: ${cookie}`);
      expect((await askFor(secure, { header })).headers['set-cookie']).toEqual([
        'a=1; Path=/x; HttpOnly',
        'b=1; SameSite=Lax',
        'c=1; Domain=other.example; Secure; SameSite=None',
        '__Host-d=1; Path=/; Secure',
      ]);
    });

    it('carries 32 MiB in either direction', async () => {
      const bytes = patternBytes(size);
      const [up, down] = await Promise.all([
        ask(secure, '/sink', { method: 'POST', body: bytes }),
        ask(secure, `/bytes?n=${String(size)}`),
      ]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([JSON.parse(String(up.body)), down.body.equals(bytes)]).toEqual([{ bytes: size, sha256 }, true]);
    });

    it('passes an event on at once, though nothing follows', async () => {
      const events = await begin(secure, '/events', { headers: { accept: 'text/event-stream' } });
      const [first] = (await once(events, 'data')) as [Buffer];
      events.destroy();
      expect(String(first)).toMatch(/^data: edge-/);
    });

    it('carries a WebSocket', async () => {
      const socket = new WebSocket(`ws://${own}/ws`, { origin: `http://${own}`, perMessageDeflate: false });
      await once(socket, 'open');
      const long = patternBytes(1024 * 1024);
      socket.send(long);
      const [echoed] = (await once(socket, 'message')) as [Buffer];
      socket.close(1000);
      const [code] = (await once(socket, 'close')) as [number];
      expect([echoed.equals(long), code]).toEqual([true, 1000]);
    });

    it.each([
      ['another name', { host: 'evil.example' }],
      ['the name of the host itself', { host: shop }],
      ['a page of another origin', { origin: 'https://evil.example' }],
      ['an image on a foreign page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
      [
        'a frame on a foreign page',
        { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'frame' },
      ],
    ])('lets nobody in by %s', async (_what, headers) => {
      expect((await ask(secure, '/', { headers })).statusCode).toBe(403);
    });

    it('lets a whole address in that is its own, and none of another host', async () => {
      const [its, other] = [`http://${own}/request`, 'http://admin.internal/request'];
      expect((await ask(secure, other)).statusCode).toBe(403);
      expect(await requestAt(secure, its)).toMatchObject({ host: shop, target: '/request' });
    });

    it('goes on with the next pod of the controller, and no request fails', async () => {
      const [pod = ''] = await namespace.readyPods('app.kubernetes.io/name=kong', 1);
      await namespace.client.object('DELETE', namespace.path('pods', `/${pod}`));
      const statuses = new Set<number | undefined>();
      for (let served = pod; served === pod;) {
        const { statusCode, body } = await ask(secure, '/');
        statuses.add(statusCode);
        served = /^pod=(.*)$/m.exec(String(body))?.[1] ?? '';
      }
      expect([...statuses]).toEqual([200]);
    });

    it('listens as long as it is listed', async () => {
      await host.engine.localEntries.stop(unsecured.id);
      await expect(ask(unsecured, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      expect(host.engine.localEntries.list()).toMatchObject([{ id: secure.id }]);
    });
  });
}

interface Told {
  readonly host: string;
  readonly sni: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

function place(host: string): object {
  return { scheme: 'https', host, port: 443 };
}

function contextOf({ engine }: EngineHost): string {
  return engine.contexts.list().find(({ current }) => current)?.name ?? '';
}

function addressOf({ access }: Route, name: string) {
  const found = access.by === 'network' ? access.addresses.find(({ host }) => host === name) : undefined;
  if (found === undefined) throw new Error(`${name} is no host of the Ingress.`);
  return found;
}
