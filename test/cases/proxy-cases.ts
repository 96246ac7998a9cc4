import { createHash } from 'node:crypto';
import { on, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { patternBytes } from '../cluster/test-server.ts';
import { deployment, type Manifest, pod, service } from '../cluster/manifests.ts';
import { ConformanceNamespace, type JudgedCluster } from '../conformance/conformance-cluster.ts';
import type { ApiProxy } from '../../src-main/shared/api-proxy.ts';
import { parseTarget } from '../../src-main/shared/target.ts';
import { EngineHost } from '../support/engine-host.ts';
import { ask, askFor, begin } from '../support/http-client.ts';
import { without } from '../support/without.ts';

const size = 32 * 1024 * 1024;
const signal = AbortSignal.timeout(100_000);

/** A service of a cluster, served at a local address through its API server. */
export function describeProxy(open: () => Promise<JudgedCluster>): void {
  describe('a service at a local address, through the API server', () => {
    let cluster: JudgedCluster;
    let namespace: ConformanceNamespace;
    let host: EngineHost;
    let proxy: ApiProxy;
    let own: string;

    beforeAll(async () => {
      cluster = await open();
      namespace = await ConformanceNamespace.create(cluster);
      await namespace.create(deployment('site', { nodePort: 18_080, args: ['-https=18443'] }));
      await namespace.create(service('site'));
      await namespace.create(secureService);
      await namespace.create(pod('single', { nodePort: 18_081 }));
      await Promise.all(['site', 'single'].map((app) => namespace.readyPods(`app=${app}`, 1)));
      host = await EngineHost.start(cluster.kubeconfigPath);
      proxy = await start(host, 'svc/site', namespace.name);
      own = `127.0.0.1:${String(proxy.endpoints[0]?.port)}`;
    });
    afterAll(async () => {
      await host[Symbol.asyncDispose]();
      await namespace[Symbol.asyncDispose]();
    });

    it('is what its pods serve, and so is a pod alone', async () => {
      const single = await start(host, 'pod/single', namespace.name);
      const bodies = await Promise.all(
        [proxy, single].map(async (each) => String((await ask(each, '/')).body)),
      );
      expect([proxy.remote, single.remote, ...bodies]).toEqual([
        'http',
        18_081,
        expect.stringMatching(/^pod=site-/) as string,
        expect.stringMatching(/^pod=single\n/) as string,
      ]);
      await host.engine.apiProxies.stop(single.id);
    });

    it('asks a port that speaks HTTPS so, whatever its certificate', async () => {
      const secure = await start(host, 'svc/secure', namespace.name);
      const { statusCode, body } = await ask(secure, '/request');
      const told = JSON.parse(String(body)) as { host: string; headers: object };
      const redirect = await askFor(secure, { code: '302', header: [`Location: https://${told.host}/own`] });
      expect([secure.remote, secure.scheme, statusCode, redirect.headers.location]).toEqual([
        'https',
        'https',
        200,
        '/own',
      ]);
      const socket = new WebSocket(`ws://127.0.0.1:${String(secure.endpoints[0]?.port)}/ws`);
      await once(socket, 'open');
      socket.send('hello');
      const [echoed] = (await once(socket, 'message')) as [Buffer];
      socket.terminate();
      expect(String(echoed)).toBe('hello');
      await host.engine.apiProxies.stop(secure.id);
    });

    it('carries 32 MiB in either direction', async () => {
      const bytes = patternBytes(size);
      const [up, down] = await Promise.all([
        ask(proxy, '/sink', { method: 'POST', body: bytes }),
        ask(proxy, `/bytes?n=${String(size)}`),
      ]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([JSON.parse(String(up.body)), down.body.equals(bytes)]).toEqual([{ bytes: size, sha256 }, true]);
    });

    it('passes an event on at once, though nothing follows', async () => {
      const answer = await begin(proxy, '/events', { headers: { accept: 'text/event-stream' } });
      const [first] = (await once(answer, 'data')) as [Buffer];
      answer.destroy();
      expect([answer.headers['content-type'], String(first)]).toEqual([
        'text/event-stream',
        expect.stringMatching(/^data: site-.*\n\n$/) as string,
      ]);
    });

    it('carries a WebSocket, in short and in long messages, until it is closed', async () => {
      const socket = new WebSocket(`ws://${own}/ws`, { origin: `http://${own}`, perMessageDeflate: false });
      await once(socket, 'open');
      const long = patternBytes(1024 * 1024);
      socket.send('short');
      socket.send(long);
      const messages: Buffer[] = [];
      for await (const [data] of on(socket, 'message')) if (messages.push(data as Buffer) === 2) break;
      socket.close(1000);
      const [code] = (await once(socket, 'close')) as [number];
      expect([String(messages[0]), messages[1]?.equals(long), code]).toEqual(['short', true, 1000]);
    });

    it('answers a wish for a WebSocket as the application does where that has none', async () => {
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
      const { statusCode } = await ask(proxy, '/nothing-here', { headers: upgrade });
      expect(statusCode).toBe(404);
    });

    it('shows the application its client, and none of the credentials', async () => {
      const { body } = await ask(proxy, '/request/a%2Fb%20c!?q=%2e%2e//x&q=1', {
        method: 'PUT',
        headers: {
          accept: '*/*',
          authorization: 'Bearer of-the-client',
          cookie: 'session=1',
          connection: 'close, x-of-the-connection',
          'x-of-the-connection': '1',
          'impersonate-user': 'admin',
          'x-remote-user': 'admin',
          'x-forwarded-host': 'evil.example',
          'sec-websocket-protocol': 'base64url.bearer.authorization.k8s.io.dG9rZW4, chat',
          origin: `http://${own}`,
          referer: `http://${own}/page?x=1`,
          'user-agent': 'Browser/1.0',
          'accept-encoding': 'gzip, deflate, br',
        },
      });
      const told = JSON.parse(String(body)) as { host: string; headers: Record<string, string> };
      const headers = without(told.headers, 'x-forwarded-for', 'content-length', 'connection');
      expect({ ...told, headers }).toEqual({
        sni: '',
        method: 'PUT',
        target: '/request/a/b%20c%21?q=%2e%2e//x&q=1',
        host: told.host,
        headers: {
          accept: '*/*',
          'accept-encoding': 'gzip, br',
          cookie: 'session=1',
          origin: `http://${told.host}`,
          referer: `http://${told.host}/page?x=1`,
          'sec-websocket-protocol': 'chat',
          'user-agent': 'Browser/1.0',
          'x-forwarded-uri':
            `/api/v1/namespaces/${namespace.name}/services/site:http/proxy/request/a%2Fb%20c%21`.replace(
              '%2F',
              '/',
            ),
        },
      });
      expect(told.host).not.toBe(own);
    });

    it.each([
      ['another name', '/', { host: 'evil.example' }, 403],
      ['another name with our port', '/', { host: 'OWN.evil.example' }, 403],
      ['no port', '/', { host: '127.0.0.1' }, 403],
      ['a page of another origin', '/', { origin: 'https://evil.example' }, 403],
      ['a page without an origin', '/', { origin: 'null' }, 403],
      ['a page of another port', '/', { origin: 'http://127.0.0.1:1' }, 403],
      [
        'an image on a foreign page',
        '/',
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
        403,
      ],
      ['a path that climbs', '/../../nodes', {}, 400],
      ['a path that climbs in percent signs', '/%2e%2E/x', {}, 400],
      ['a path that climbs behind a parameter', '/x/..;/y', {}, 400],
      ['a path with an empty segment', '//evil.example/x', {}, 400],
      ['a path with a backslash', '/..\\..\\x', {}, 400],
      ['a whole address of another place', 'http://127.0.0.1:1/x', {}, 403],
      [
        'a link on a foreign page',
        '/',
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
        200,
      ],
      [
        'a frame on a foreign page',
        '/',
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
        403,
      ],
      ['an address of its own by another name', '/', { host: 'LOCALHOST:PORT' }, 200],
    ])('lets nobody in by %s: %s', async (_what, path, headers, status) => {
      const port = own.split(':')[1] ?? '';
      const filled = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          value.replace('OWN', own).replace('PORT', port),
        ]),
      );
      const { statusCode, body } = await ask(proxy, path, { headers: filled });
      expect([statusCode, /^[A-Z][^\n]+\.\n$/.test(String(body))]).toEqual([status, status !== 200]);
    });

    it('keeps foreign pages from WebSockets and from posting a form', async () => {
      const socket = new WebSocket(`ws://${own}/ws`, { origin: 'http://evil.example' });
      const [error] = (await once(socket, 'error')) as [Error];
      const form = await ask(proxy, '/sink', {
        method: 'POST',
        headers: {
          'sec-fetch-site': 'cross-site',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-dest': 'document',
        },
      });
      expect([error.message, form.statusCode]).toEqual(['Unexpected server response: 403', 403]);
    });

    it.each([
      ['/elsewhere?x=1#y', '/elsewhere?x=1#y'],
      ['/', '/'],
      ['relative/../x', 'relative/../x'],
      ['https://example.com/proxy/x', 'https://example.com/proxy/x'],
      ['http://HOST/own?x', '/own?x'],
      ['/api/v1/namespaces/NAMESPACE/services/site:http/proxy/known', '/known'],
    ])('leads a redirect to %s to %s', async (to, led) => {
      const { host: seen } = JSON.parse(String((await ask(proxy, '/request')).body)) as { host: string };
      const location = to.replace('HOST', seen).replace('NAMESPACE', namespace.name);
      const { statusCode, headers } = await askFor(proxy, { code: '302', header: [`Location: ${location}`] });
      expect([statusCode, headers.location]).toEqual([302, led]);
    });

    it('gives cookies the path they have here, and keeps what the API server says of itself', async () => {
      const prefix = `/api/v1/namespaces/${namespace.name}/services/site:http/proxy`;
      const { headers } = await askFor(proxy, {
        code: '401',
        header: [
          `Set-Cookie: a=1; Path=${prefix}/app; HttpOnly`,
          'Set-Cookie: b=2; path=/; Domain=example.com',
          'WWW-Authenticate: Basic realm="app"',
          'Cache-Control: max-age=60',
          'Content-Security-Policy: img-src *',
          'X-Application: ü',
        ],
      });
      const others = without(
        headers,
        'date',
        'connection',
        'keep-alive',
        'content-length',
        'transfer-encoding',
      );
      expect(others).toEqual({
        'set-cookie': ['a=1; Path=/app; HttpOnly', 'b=2; path=/; Domain=example.com'],
        'cache-control': 'max-age=60',
        'content-security-policy': "img-src *, frame-ancestors 'self'",
        'x-application': Buffer.from('ü').toString('latin1'),
      });
    });

    it.each([{}, { gzip: '1' }])('shows a page with the links that it has at "/" (%o)', async (packing) => {
      const long = `<p>${'x'.repeat(5_000)}</p>`;
      const body = [
        '<!doctype html><html><head><link rel="stylesheet" href="/style.css"></head><body>',
        `<a href="/">home</a><a href="/a?b=1&amp;c=2#d">a</a><a href="relative">r</a>${long}`,
        '<a href="https://example.com/x">other</a><form action="/post"><img src="/i.png"/></form>',
        '<script src="/s.js"></script><script>const path = "/not/a/link";</script> <p>/no/link</p></body></html>',
      ].join('\n');
      const page = { ...packing, header: ['Content-Type: text/html; charset=utf-8'], body };
      const got = await askFor(proxy, page, { 'accept-encoding': 'gzip' });
      expect([got.headers['content-encoding'], String(got.body)]).toEqual([undefined, body]);
    });

    it('says in a sentence who may not use it, in the language of the browser', async () => {
      await using other = await EngineHost.start(await cluster.forbiddenKubeconfigPath());
      const forbidden = await start(other, 'svc/web', 'some', 'http');
      const get = await ask(forbidden, '/', { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
      const japanese = await ask(forbidden, '/', { headers: { 'accept-language': 'ja,en;q=0.5' } });
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
      const socket = await ask(forbidden, '/ws', { headers: upgrade });
      expect([
        [get.statusCode, get.headers['content-type'], String(get.body)],
        [/services\/proxy/.test(String(japanese.body)), String(japanese.body) === String(get.body)],
        [socket.statusCode, String(socket.body)],
        other.engine.apiProxies.list()[0]?.problem?.code,
      ]).toEqual([
        [403, 'text/plain; charset=utf-8', expect.stringMatching(/services\/proxy.*\n$/) as string],
        [true, false],
        [403, String(get.body)],
        'forbidden',
      ]);
    });

    it('says that no pod is there, that none listens, and passes on what the application says itself', async () => {
      await namespace.create(deployment('idle', { replicas: 0 }));
      await namespace.create(service('idle'));
      const idle = await start(host, 'svc/idle', namespace.name, 'http');
      const deaf = await start(host, 'pod/single', namespace.name, 9999);
      const before = await Promise.all([idle, deaf].map((each) => ask(each, '/')));
      const problems = host.engine.apiProxies.list().map(({ problem }) => problem?.code ?? null);
      const status = JSON.stringify({ kind: 'Status', code: 404, message: 'pods "x" not found' });
      const own = await askFor(proxy, {
        code: '404',
        header: ['Content-Type: application/json'],
        body: status,
      });
      await Promise.all([idle, deaf].map(({ id }) => host.engine.apiProxies.stop(id)));
      expect([
        before.map(({ statusCode, body }) => [statusCode, String(body)]),
        problems,
        String(own.body),
      ]).toEqual([
        [
          [503, 'No ready pod of service idle has this port. Wait until one is ready, or check the port.\n'],
          [
            503,
            'The API server cannot connect to pod single. Check that the application listens on this port.\n',
          ],
        ],
        [null, 'noReadyPod', 'connectionRefused'],
        status,
      ]);
    });
  });
}

function start(
  host: EngineHost,
  target: string,
  namespace: string,
  remote: string | number | null = null,
): Promise<ApiProxy> {
  const { engine } = host;
  const context = engine.contexts.list().find(({ current }) => current)?.name ?? '';
  return engine.apiProxies.start(
    {
      target: { context, namespace, ...parseTarget(target) },
      remote,
      scheme: null,
      local: { kind: 'auto', last: null },
    },
    {},
    signal,
  );
}

/** The same pods by the port at which they serve by a certificate that nobody trusts. */
const secureService: Manifest = service('secure', {
  selector: { app: 'site' },
  ports: [{ name: 'https', port: 443, targetPort: 18_443 }],
});
