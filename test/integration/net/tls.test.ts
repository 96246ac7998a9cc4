import { createServer, type Server, type TLSSocket } from 'node:tls';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { Agents } from '../../../src-main/engine/kube/agents.ts';
import { openSocket } from '../../../src-main/engine/net/open-socket.ts';
import { parseProxy } from '../../../src-main/engine/net/proxy.ts';
import { TlsIdentity } from '../../../src-main/engine/net/tls-identity.ts';
import { connect } from '../../../src-main/engine/tunnel/connect.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { SocksProxy } from '../../support/socks-proxy.ts';
import { makeCertificate, type TestCertificate } from '../../support/test-certificate.ts';

const never = new AbortController().signal;
let server: TestCertificate;
let ann: TestCertificate;
let bob: TestCertificate;
let stack: AsyncDisposableStack;

beforeAll(async () => {
  server = await makeCertificate({ name: 'server' });
  ann = await makeCertificate({ name: 'ann' });
  bob = await makeCertificate({ name: 'bob' });
});
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

interface Handshake {
  readonly isReused: boolean;
  readonly peer: string;
  readonly alpn: string | false | null;
}

/** A TLS server that notes each handshake, and says one byte so that its tickets have come before. */
async function listen(certificate: TestCertificate, clients: readonly TestCertificate[] = []) {
  const seen: Handshake[] = [];
  const sockets = new Set<TLSSocket>();
  const tls: Server = createServer({
    ...certificate,
    // Every server here could resume the sessions of every other, as the API servers of a fleet can.
    ticketKeys: Buffer.alloc(48, 1),
    ALPNProtocols: ['h2', 'http/1.1'],
    requestCert: clients.length > 0,
    ...(clients.length > 0 ? { ca: clients.map(({ cert }) => cert) } : {}),
  });
  tls.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string } };
    seen.push({ isReused: socket.isSessionReused(), peer: subject?.CN ?? '', alpn: socket.alpnProtocol });
    socket.write('.');
    socket.resume();
  });
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
  stack.defer(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tls.close(resolve));
  });
  const { port } = tls.address() as AddressInfo;
  return { seen, sockets, port };
}

async function visit(port: number, tls: TlsIdentity, host = 'localhost'): Promise<void> {
  const address = { server: new URL(`https://${host}:${port}`), tls, proxy: null };
  await greeted(await openSocket(address, never));
}

/** Node tells of a ticket in a turn after the bytes that came with it. */
async function greeted(socket: Socket): Promise<void> {
  await new Promise((resolve) => socket.once('data', resolve));
  await setImmediate();
  socket.destroy();
}

/** What a tunnel is told. */
async function told(port: number, options: object, host = 'localhost'): Promise<[string, string]> {
  const address = {
    server: new URL(`https://${host}:${port}`),
    tls: new TlsIdentity(options),
    proxy: null,
    headers: {},
  };
  try {
    (await connect(address, systemClock, never)).destroy();
    return ['connected', ''];
  } catch (error) {
    const { code, message } = problemOf(error);
    return [code, message];
  }
}

describe('case 59: a server’s certificate', () => {
  test('that has expired', async () => {
    const old = await makeCertificate({ name: 'old', days: -1 });
    const { port } = await listen(old);
    expect(await told(port, { ca: old.cert })).toEqual([
      'tlsFailed',
      `The certificate of localhost:${port} has expired. Ask the cluster’s administrator to renew it, and check this computer’s clock.`,
    ]);
  });

  test('for another name, unless tls-server-name says that name', async () => {
    const other = await makeCertificate({ name: 'other', host: 'api.example' });
    const { port } = await listen(other);
    expect([
      await told(port, { ca: other.cert }),
      await told(port, { ca: other.cert, servername: 'api.example' }),
      await told(port, { ca: other.cert, servername: 'api.example' }, '127.0.0.1'),
    ]).toEqual([
      ['tlsFailed', expect.stringContaining('is for another name')],
      ['connected', ''],
      ['connected', ''],
    ]);
  });

  test('of an unknown authority, unless nothing is to be verified', async () => {
    const { port } = await listen(server);
    expect([
      await told(port, { ca: bob.cert }),
      await told(port, {}),
      await told(port, { rejectUnauthorized: false }),
    ]).toEqual([
      ['tlsFailed', expect.stringContaining('is signed by an unknown authority')],
      ['tlsFailed', expect.stringContaining('is signed by an unknown authority')],
      ['connected', ''],
    ]);
  });

  test('where plain http is spoken', async () => {
    const proxy = stack.use(await ConnectProxy.listen());
    expect(await told(proxy.port, {})).toEqual([
      'tlsFailed',
      `localhost:${proxy.port} does not speak https. Correct the server’s address in the kubeconfig.`,
    ]);
  });
});

describe('case 59: a client certificate', () => {
  test('that is renewed is used from then on, and without the session of the old one', async () => {
    const { port, seen } = await listen(server, [ann, bob]);
    const agents = stack.use(new Agents({ server: new URL(`https://localhost:${port}`), proxy: null }));
    for (const { cert, key } of [ann, ann, bob, bob]) {
      const { tls } = agents.for({ ca: server.cert, cert, key }).address;
      if (tls !== null) await visit(port, tls);
    }
    expect(seen.map(({ peer, isReused }) => `${peer} ${isReused ? 'resumes' : 'begins'}`)).toEqual([
      'ann begins',
      'ann resumes',
      'bob begins',
      'bob resumes',
    ]);
  });

  test('that is not PEM is the kubeconfig’s fault', () => {
    const agents = stack.use(new Agents({ server: new URL('https://localhost'), proxy: null }));
    expect(() => agents.for({ cert: 'not', key: 'PEM' })).toThrow(/PEM|no start line/i);
  });
});

describe('a TLS session', () => {
  test('is resumed by the next connection of the same identity, which speaks HTTP/1.1', async () => {
    const { port, seen } = await listen(server);
    const identity = new TlsIdentity({ ca: server.cert });
    await visit(port, identity);
    await visit(port, identity);
    await visit(port, new TlsIdentity({ ca: server.cert }));
    expect(seen.map(({ isReused, alpn }) => [isReused, alpn])).toEqual([
      [false, 'http/1.1'],
      [true, 'http/1.1'],
      [false, 'http/1.1'],
    ]);
  });

  test('of one server is not offered to another', async () => {
    const one = await listen(server);
    const other = await listen(server);
    const identity = new TlsIdentity({ ca: server.cert });
    await visit(one.port, identity);
    await visit(other.port, identity);
    expect(other.seen.map(({ isReused }) => isReused)).toEqual([false]);
  });

  test('that the server no longer knows costs nothing but a whole handshake', async () => {
    const before = await listen(server);
    const identity = new TlsIdentity({ ca: server.cert });
    await visit(before.port, identity);
    await stack[Symbol.asyncDispose]();
    stack = new AsyncDisposableStack();
    const restarted = createServer(server, (socket) => socket.end('.').resume());
    stack.defer(() => new Promise<void>((resolve) => restarted.close(() => resolve())));
    await new Promise<void>((resolve) => restarted.listen(before.port, '127.0.0.1', resolve));
    await expect(visit(before.port, identity)).resolves.toBeUndefined();
  });

  test('is resumed through a proxy too', async () => {
    const { port, seen } = await listen(server);
    const proxy = stack.use(await ConnectProxy.listen());
    const address = {
      server: new URL(`https://localhost:${port}`),
      tls: new TlsIdentity({ ca: server.cert }),
      proxy: parseProxy(`http://127.0.0.1:${proxy.port}`, 'HTTPS_PROXY'),
    };
    for (let round = 0; round < 2; round++) {
      await greeted(await openSocket(address, never));
    }
    expect(seen.map(({ isReused }) => isReused)).toEqual([false, true]);
  });
});

/** The port of a server that takes everything and says nothing. */
async function listenSilently(): Promise<number> {
  const silent = createTcpServer((socket) => socket.resume());
  stack.defer(() => new Promise<void>((resolve) => silent.close(() => resolve())));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  return (silent.address() as AddressInfo).port;
}

describe('a connection that is called off', () => {
  test.each([
    ['an http proxy that is silent', () => ConnectProxy.listen(), 'http'],
    ['a SOCKS5 proxy before a silent server', () => SocksProxy.listen(), 'socks5'],
  ])('at %s leaves no socket', async (_what, start, scheme) => {
    const proxy = stack.use(await start());
    if (proxy instanceof ConnectProxy) proxy.silent = true;
    const silent = await listenSilently();
    const controller = new AbortController();
    const opening = openSocket(
      {
        server: new URL(`https://localhost:${silent}`),
        tls: new TlsIdentity({ ca: server.cert }),
        proxy: parseProxy(`${scheme}://127.0.0.1:${proxy.port}`, 'HTTPS_PROXY'),
      },
      controller.signal,
    );
    await expect.poll(() => proxy.openSockets).toBeGreaterThan(0);
    controller.abort(new Error('called off'));
    await expect(opening).rejects.toThrow('called off');
    await expect.poll(() => proxy.openSockets).toBe(0);
  });
});
