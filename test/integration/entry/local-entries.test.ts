import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEntry } from '../../../src-main/shared/local-entry.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import type { Route, RouteAddress, ServingService } from '../../../src-main/shared/route.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { listen } from '../../support/forward-bench.ts';
import { ask } from '../../support/http-client.ts';
import { makeCertificate } from '../../support/test-certificate.ts';

const shop = 'shop.example.com';
const target = { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' } as const;
const opener = { kind: 'Ingress', namespace: 'shop', name: 'shop' };

let cluster: DemoHost;
let host: EngineHost;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  cluster = stack.use(await DemoHost.start());
  host = stack.use(await EngineHost.start(cluster.kubeconfigPath));
});
afterEach(() => stack.disposeAsync());

/** The entry to an address of an Ingress that these services serve. */
function start(
  own: Partial<RouteAddress>,
  serving: ServingService[] = [],
  signal = AbortSignal.timeout(20_000),
): Promise<LocalEntry> {
  const address: RouteAddress = {
    scheme: 'http',
    host: shop,
    port: 80,
    path: '/',
    isPattern: false,
    entries: [],
    node: null,
    ...own,
  };
  const route: Route = {
    key: 'ingress/shop/web/80',
    kind: 'ingress',
    opener,
    servedBy: 'nginx',
    serving,
    service: 'web',
    port: { name: 'http', port: 80, protocol: 'TCP' },
    access: { by: 'network', addresses: [address] },
    state: { state: 'open' },
    notes: [],
  };
  const wish = { target, route, address, local: { kind: 'auto', last: null } } as const;
  return host.engine.localEntries.start(wish, {}, signal);
}

/** A service of the shop as a controller's, on its port 80. */
function serving(name: string): ServingService {
  return { namespace: 'shop', name, ports: [{ port: 80, scheme: 'http', nodePort: null }] };
}

/** A server on this computer, as it is reached by the network. */
async function serve(server: TcpServer): Promise<Pick<RouteAddress, 'entries' | 'port'>> {
  server.on('connection', (socket: Socket) => socket.on('error', () => undefined));
  await listen(server);
  stack.defer(() => void server.close());
  return { entries: ['127.0.0.1'], port: (server.address() as AddressInfo).port };
}

/** Where nobody listens. */
async function freePort(): Promise<Pick<RouteAddress, 'entries' | 'port'>> {
  const server = createTcpServer();
  const at = await serve(server);
  await new Promise((resolve) => server.close(resolve));
  return at;
}

function tellHost(): RequestListener {
  return ({ headers }, response) => response.end(headers.host);
}

/** How many sockets of this process listen. */
function listeners(): number {
  return process.getActiveResourcesInfo().filter((each) => each === 'TCPServerWrap').length;
}

/** What the entry's list says of it now. */
function listed(): LocalEntry | undefined {
  return host.engine.localEntries.list()[0];
}

describe('a local entry goes by the network', () => {
  it('where the controller has no service that is known', async () => {
    const at = await serve(createServer(tellHost()));
    const entry = await start(at);
    const { body } = await ask(entry, '/');
    expect([entry.way, String(body)]).toEqual([
      { by: 'network', places: [`127.0.0.1:${String(at.port)}`] },
      `${shop}:${String(at.port)}`,
    ]);
  });

  it('where the controller’s service has no pods', async () => {
    cluster.demo.create('services', 'shop', {
      metadata: { name: 'nobody' },
      spec: { selector: { app: 'nobody' }, ports: [{ name: 'http', port: 80 }] },
    });
    const entry = await start(await serve(createServer(tellHost())), [serving('nobody')]);
    expect([entry.way.by, (await ask(entry, '/')).statusCode]).toEqual(['network', 200]);
  });

  it('where the right to forward to the controller is missing', async () => {
    cluster.demo.faults.forbidden = [{ verb: '*', resource: 'pods/portforward', namespace: '*' }];
    const entry = await start(await serve(createServer(tellHost())), [serving('web')]);
    expect([entry.way.by, (await ask(entry, '/')).statusCode]).toEqual(['network', 200]);
  });

  it('over TLS by the name of the host, and says what a browser would say of the certificate', async () => {
    const { cert, key } = await makeCertificate({ name: 'edge', host: shop, days: -1 });
    const at = await serve(createSecureServer({ cert, key }, tellHost()));
    await ask(await start({ scheme: 'https', ...at }), '/');
    expect(listed()?.certificate).toMatchObject({ certificate: { subject: 'edge' }, faults: ['expired'] });
  });

  it('once more where a kept connection was closed, for requests with and without a body', async () => {
    const asked: (string | undefined)[] = [];
    const served = new WeakSet();
    const server: Server = createServer((request, response) => {
      asked.push(request.method);
      // The second request of a connection finds it closed.
      if (served.has(request.socket)) request.socket.destroy();
      else response.end('good');
      served.add(request.socket);
    });
    const entry = await start(await serve(server));
    const statuses = [];
    const body = 'x'.repeat(100_000);
    for (const asking of [{}, {}, { method: 'PUT', body }, { method: 'POST', body }])
      statuses.push((await ask(entry, '/', asking)).statusCode);
    // What must not be made twice never goes by a kept connection.
    expect([statuses, asked]).toEqual([
      [200, 200, 200, 200],
      ['GET', 'GET', 'GET', 'PUT', 'PUT', 'POST'],
    ]);
  });
});

describe('a local entry that gets no answer says why in the answer and in the list, and forgets it', () => {
  it.each([
    ['is not there', null, 503, 'connectionRefused'],
    ['closes connections', createTcpServer((socket) => socket.destroy()), 502, 'connectionReset'],
    [
      'speaks another protocol',
      createTcpServer((socket) => socket.end('220 hello\r\n')),
      502,
      'connectionReset',
    ],
  ])('where the server %s', async (_what, server, status, code) => {
    const entry = await start(server === null ? await freePort() : await serve(server));
    const { statusCode, body } = await ask(entry, '/');
    const words = String(body).trim();
    expect([statusCode, listed()?.problem?.code, listed()?.problem?.message]).toEqual([status, code, words]);
    expect(words).toMatch(/^127\.0\.0\.1:\d+ [^\n]+\. [^\n]+\.$/);
  });

  it('where TLS is spoken to a server without it', async () => {
    const at = await serve(createServer(tellHost()));
    const entry = await start({ scheme: 'https', ...at });
    expect([(await ask(entry, '/')).statusCode, listed()?.problem?.code]).toEqual([502, 'tlsFailed']);
  });

  it('until a request has passed', async () => {
    let isBroken = true;
    const server = createServer((request, response) => {
      if (isBroken) request.socket.destroy();
      else response.end();
    });
    const entry = await start(await serve(server));
    await ask(entry, '/');
    const before = listed()?.problem?.code;
    isBroken = false;
    await ask(entry, '/');
    expect([before, listed()?.problem]).toEqual(['connectionReset', null]);
  });
});

it('a local entry that nothing answers is told before anybody asks', async () => {
  const told = Promise.withResolvers<string | undefined>();
  host.engine.localEntries.onChanged(([changed]) => {
    if (changed?.problem) told.resolve(changed.problem.code);
  });
  await start(await freePort());
  expect(await told.promise).toBe('connectionRefused');
});

it('a local entry that is asked for twice at once is one', async () => {
  const [one, other] = await Promise.all([start({}, [serving('web')]), start({}, [serving('web')])]);
  expect([one.id, host.engine.localEntries.list().length]).toEqual([other.id, 1]);
});

it('two programs that serve one host have a local entry each', async () => {
  const at = await serve(createServer(tellHost()));
  const [one, other] = [await start(at, [serving('web')]), await start(at)];
  const served = host.engine.localEntries.list().map(({ way }) => way.by);
  expect([one.id === other.id, served]).toEqual([false, ['forward', 'network']]);
});

it('a local entry that two have asked for goes on for the other where one leaves', async () => {
  const leaving = new AbortController();
  const [first, second] = [start({}, [serving('web')], leaving.signal), start({}, [serving('web')])];
  leaving.abort(new Error('left'));
  const [gone, served] = await Promise.allSettled([first, second]);
  expect([gone.status, served.status, host.engine.localEntries.list().length]).toEqual([
    'rejected',
    'fulfilled',
    1,
  ]);
});

it('a local entry that is given up while it starts is none', async () => {
  const leaving = new AbortController();
  const starting = start({}, [serving('web')], leaving.signal);
  leaving.abort(new Error('left'));
  await expect(starting).rejects.toThrow('left');
  expect(host.engine.localEntries.list()).toEqual([]);
});

it('a local entry whose forward has lost its pods says so before anybody asks, and forgets it once there is one', async () => {
  await start({}, [serving('web')]);
  const told: (string | null)[] = [];
  const back = Promise.withResolvers<undefined>();
  host.engine.localEntries.onChanged(([changed]) => {
    told.push(changed?.problem?.code ?? null);
    if (told.length > 1 && told.at(-1) === null) back.resolve(undefined);
    else if (told.at(-1) === 'noReadyPod') cluster.demo.scale('shop', 'web', 1);
  });
  cluster.demo.scale('shop', 'web', 0);
  await back.promise;
  expect([told[0], told.at(-1)]).toEqual(['noReadyPod', null]);
});

it('a local entry listens at its own address alone, also where it goes by a forward', async () => {
  const before = listeners();
  const entry = await start({}, [serving('web')]);
  expect([entry.way.by, listeners() - before]).toEqual(['forward', entry.endpoints.length]);
});

it('a local entry by a forward asks anew where its kept connections have been closed', async () => {
  const entry = await start({}, [serving('web')]);
  const pods = await cluster.demo.readyPods('shop', 'web', 2);
  const statuses = [(await ask(entry, '/')).statusCode];
  for (const { metadata } of pods) await cluster.demo.restartContainers('shop', metadata.name);
  for (const path of ['/', '/']) statuses.push((await ask(entry, path)).statusCode);
  expect(statuses).toEqual([200, 200, 200]);
});

it('a local entry whose forward has failed says why', async () => {
  const entry = await start({}, [serving('web')]);
  const before = (await ask(entry, '/')).statusCode;
  const told = Promise.withResolvers<undefined>();
  host.engine.localEntries.onChanged(([changed]) => {
    if (changed?.problem?.code === 'unsupportedTarget') told.resolve(undefined);
  });
  const spec = { type: 'ExternalName', externalName: 'web.example.com' };
  await cluster.client().object('PATCH', '/api/v1/namespaces/shop/services/web', { spec });
  await told.promise;
  const { statusCode, body } = await ask(entry, '/');
  expect([before, statusCode, String(body).trim()]).toEqual([200, 502, listed()?.problem?.message]);
});

describe('a local entry is refused', () => {
  it('with what keeps a forward from a pod, where the network has no way either', async () => {
    await expect(start({}, [serving('missing')])).rejects.toMatchObject({
      problem: { code: 'targetNotFound' },
    });
    cluster.demo.faults.forbidden = [{ verb: '*', resource: 'pods/portforward', namespace: '*' }];
    await expect(start({}, [serving('web')])).rejects.toMatchObject({
      problem: {
        code: 'forbidden',
        message:
          'You may not forward to svc/web in the namespace shop, which serves it. Ask for the right to create pods/portforward there.',
      },
    });
    expect(host.engine.localEntries.list()).toEqual([]);
  });

  it.each<[string, Partial<RouteAddress>]>([
    ['many hosts', { host: '*.example.com' }],
    ['an address', { host: '192.0.2.1' }],
    ['what is no web server’s', { scheme: 'grpcs' }],
    ['a host that nobody is known to serve', { host: shop }],
  ])('for %s', async (_what, address) => {
    const problem = problemOf(await start(address).catch((error: unknown) => error));
    expect(problem.code).toBe('unsupportedTarget');
  });

  it('for a production context without consent', async () => {
    await host.engine.production.mark({ context: 'demo', endAfterMs: null });
    await expect(start({}, [serving('web')])).rejects.toMatchObject({
      problem: { code: 'productionUnconfirmed' },
    });
  });
});

it('a local entry and its forward end with the engine', async () => {
  const entry = await start({}, [serving('web')]);
  const before = (await ask(entry, '/')).statusCode;
  await host.engine[Symbol.asyncDispose]();
  await expect(ask(entry, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const pods = await cluster.demo.readyPods('shop', 'web', 2);
  const open = () => pods.some(({ metadata }) => cluster.demo.connections('shop', metadata.name) > 0);
  while (open()) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(before).toBe(200);
});
