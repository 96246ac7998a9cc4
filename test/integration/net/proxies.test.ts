import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../../src-main/shared/problem.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { join } from '../../support/relay.ts';
import { SocksProxy } from '../../support/socks-proxy.ts';
import { httpGet } from '../../support/tcp-client.ts';
import { makeCertificate, type TestCertificate } from '../../support/test-certificate.ts';
import { failureOf, ProxyBench } from './proxy-bench.ts';

const login = { username: 'ann', password: 's3cret:%' };
const encoded = `${login.username}:${encodeURIComponent(login.password)}`;

let bench: ProxyBench;
let certificate: TestCertificate;
let stack: AsyncDisposableStack;

beforeAll(async () => {
  bench = await ProxyBench.start();
  certificate = await makeCertificate({ name: 'proxies' });
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

async function engine(
  change: Record<string, unknown>,
  env: Record<string, string> = {},
): Promise<EngineHost> {
  return stack.use(await EngineHost.start(await bench.kubeconfig(change), { env }));
}

async function podThrough(host: EngineHost): Promise<string> {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const { body } = await httpGet(host.endpoint(forward), '/');
  return /pod=([a-z]+)/.exec(body.toString())?.[1] ?? body.toString();
}

/** What a person is told of the context, once it failed. */
async function problemOfContext(host: EngineHost): Promise<Problem> {
  return (await failureOf(host)).problem;
}

const authority = () => new URL(bench.demo.server).host;

describe('case 60: a forward goes through', () => {
  test.each([
    ['an http proxy', async () => stack.use(await ConnectProxy.listen()), 'http://127.0.0.1:'],
    [
      'an http proxy with a login',
      async () => stack.use(await ConnectProxy.listen({ login })),
      `http://${encoded}@127.0.0.1:`,
    ],
    ['a SOCKS5 proxy', async () => stack.use(await SocksProxy.listen()), 'socks5://127.0.0.1:'],
    [
      'a SOCKS5 proxy with a login',
      async () => stack.use(await SocksProxy.listen(login)),
      `socks5h://${encoded}@127.0.0.1:`,
    ],
  ])('%s', async (_what, listen, url) => {
    const proxy = await listen();
    const host = await engine({ 'proxy-url': `${url}${proxy.port}` });
    expect([await podThrough(host), new Set(proxy.asked)]).toEqual(['web', new Set([authority()])]);
  });

  test('a TLS proxy that the cluster’s authority has signed', async () => {
    const proxy = stack.use(await ConnectProxy.listen({ tls: certificate, login }));
    const { 'certificate-authority-data': own } = bench.cluster;
    const both = `${Buffer.from(String(own), 'base64').toString()}\n${certificate.cert}`;
    const host = await engine({
      'proxy-url': `https://${encoded}@localhost:${proxy.port}`,
      'certificate-authority-data': Buffer.from(both).toString('base64'),
    });
    expect([await podThrough(host), proxy.asked.length > 1]).toEqual(['web', true]);
  });

  test.each([
    ['an http proxy', () => ConnectProxy.listen(), 'http'],
    ['a SOCKS5 proxy', () => SocksProxy.listen(), 'socks5'],
  ])('%s that alone knows the server’s name', async (_what, listen, scheme) => {
    const proxy = stack.use(await listen());
    proxy.places.set('api.example:6443', `127.0.0.1:${await listenBefore('', certificate)}`);
    const host = await engine(
      {
        server: 'https://api.example:6443',
        'tls-server-name': 'localhost',
        'certificate-authority-data': Buffer.from(certificate.cert).toString('base64'),
      },
      { HTTPS_PROXY: `${scheme}://127.0.0.1:${proxy.port}` },
    );
    expect([await podThrough(host), new Set(proxy.asked)]).toEqual(['web', new Set(['api.example:6443'])]);
  });

  test.each([
    ['an http proxy', () => ConnectProxy.listen(), 'http'],
    ['a SOCKS5 proxy', () => SocksProxy.listen(), 'socks5'],
  ])('%s to a server with an IPv6 address', async (_what, listen, scheme) => {
    const proxy = stack.use(await listen());
    const server = `[::1]:${new URL(bench.demo.server).port}`;
    proxy.places.set(server, authority());
    const host = await engine({
      server: `https://${server}`,
      'proxy-url': `${scheme}://127.0.0.1:${proxy.port}`,
    });
    expect([await podThrough(host), new Set(proxy.asked)]).toEqual(['web', new Set([server])]);
  });

  test.each([
    ['an http proxy', () => ConnectProxy.listen(), 'http'],
    ['a SOCKS5 proxy', () => SocksProxy.listen(), 'socks5'],
  ])('%s to a plain server below a path', async (_what, listen, scheme) => {
    const proxy = stack.use(await listen());
    proxy.places.set('rancher.example:80', `127.0.0.1:${await listenBefore('/k8s/clusters/c-1', null)}`);
    const host = await engine(
      { server: 'http://rancher.example/k8s/clusters/c-1' },
      { HTTP_PROXY: `${scheme}://127.0.0.1:${proxy.port}` },
    );
    expect([await podThrough(host), new Set(proxy.asked)]).toEqual(['web', new Set(['rancher.example:80'])]);
  });

  test('no proxy where the environment exempts the server, and loopback always', async () => {
    const proxy = stack.use(await ConnectProxy.listen());
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const loopback = await engine({}, env);
    const exempt = await engine({ server: 'https://api.invalid:6443' }, { ...env, NO_PROXY: '.invalid' });
    const { message } = await problemOfContext(exempt);
    expect([await podThrough(loopback), message, proxy.asked]).toEqual([
      'web',
      expect.stringMatching(/^The name api\.invalid:6443 (is not known here|cannot be looked up now)/),
      [],
    ]);
  });

  test('the kubeconfig’s proxy rather than the environment’s', async () => {
    const named = stack.use(await ConnectProxy.listen());
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' };
    const host = await engine({ 'proxy-url': `http://127.0.0.1:${named.port}` }, env);
    expect([await podThrough(host), named.asked.length > 0]).toEqual(['web', true]);
  });

  test('a proxy that dies and comes back: the tunnel is lost, the forward is not', async () => {
    const proxy = stack.use(await ConnectProxy.listen());
    const host = await engine({ 'proxy-url': `http://127.0.0.1:${proxy.port}` });
    const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
    await httpGet(host.endpoint(forward), '/');
    await proxy.stop();
    // A request that left before the loss was noticed would have died with its tunnel.
    await host.reaches(forward, 'waiting');
    const answer = httpGet(host.endpoint(forward), '/');
    await proxy.start();
    expect((await answer).body.toString()).toContain('pod=web-');
  });
});

describe('case 60: a person is told of', () => {
  const proxied = async (proxy: { port: number }, url = 'http://127.0.0.1:') =>
    problemOfContext(await engine({ 'proxy-url': `${url}${proxy.port}` }));

  test.each([
    ['http', async () => stack.use(await ConnectProxy.listen({ login }))],
    ['socks5', async () => stack.use(await SocksProxy.listen(login))],
  ])('a missing and a wrong login of a proxy: %s', async (scheme, listen) => {
    const proxy = await listen();
    const shown = `${scheme}://127.0.0.1:${proxy.port}`;
    const missing = await proxied(proxy, `${scheme}://127.0.0.1:`);
    const wrong = await proxied(proxy, `${scheme}://ann:wr0ng@127.0.0.1:`);
    expect([missing, wrong].map(({ code, layer, message }) => [code, layer, message])).toEqual([
      [
        'proxyUnauthorized',
        'network',
        `The proxy ${shown} asks for a user name and a password. Add them to the proxy-url of context “demo”, as in ${shown.replace('//', '//USER:PASSWORD@')}.`,
      ],
      [
        'proxyUnauthorized',
        'network',
        `The proxy ${shown} does not accept the user name and password. Correct them in the proxy-url of context “demo”.`,
      ],
    ]);
  });

  test('a proxy that does not let through, or cannot reach the server', async () => {
    const proxy = stack.use(await ConnectProxy.listen());
    const socks = stack.use(await SocksProxy.listen());
    proxy.refusal = '403 Forbidden';
    socks.reply = 2;
    const refused = [await proxied(proxy), await proxied(socks, 'socks5://127.0.0.1:')];
    proxy.refusal = '502 Bad Gateway';
    socks.reply = 4;
    const unreached = [await proxied(proxy), await proxied(socks, 'socks5://127.0.0.1:')];
    expect(
      [...refused, ...unreached].map(({ code, message }) => [code, message.replace(/\(\d+\)/, '')]),
    ).toEqual([
      ['apiUnreachable', expect.stringMatching(/^The proxy http:\S+ does not let through to 127\.0\.0\.1:/)],
      [
        'apiUnreachable',
        expect.stringMatching(/^The proxy socks5:\S+ does not let through to 127\.0\.0\.1:/),
      ],
      ['apiUnreachable', expect.stringMatching(/^The proxy http:\S+ cannot reach 127\.0\.0\.1:/)],
      ['apiUnreachable', expect.stringMatching(/^The proxy socks5:\S+ cannot reach 127\.0\.0\.1:/)],
    ]);
  });

  test('something that is no proxy, one that is not there, and one whose certificate nobody knows', async () => {
    const other = stack.adopt(
      createTcpServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n')),
      closeServer,
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const secret = stack.use(await ConnectProxy.listen({ tls: certificate }));
    const gone = await ConnectProxy.listen();
    await gone.stop();
    const port = other.address() as AddressInfo;
    const told = [
      await proxied(port),
      await proxied(port, 'socks5://127.0.0.1:'),
      await proxied(gone),
      await proxied(secret, 'https://localhost:'),
    ];
    expect(told.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(
        /^apiUnreachable: The proxy \S+ ended the connection or does not speak as an HTTP/,
      ),
      expect.stringMatching(
        /^apiUnreachable: The proxy \S+ ended the connection or does not speak as a SOCKS5/,
      ),
      expect.stringMatching(/^apiUnreachable: The proxy \S+ cannot be reached/),
      expect.stringMatching(/^tlsFailed: The secure connection to the proxy \S+ failed/),
    ]);
  });

  test('an environment that names no proxy at all', async () => {
    const host = await engine({ server: 'https://api.example:6443' }, { https_proxy: 'ftp://p' });
    const { code, layer } = await problemOfContext(host);
    expect([code, layer]).toEqual(['kubeconfigInvalid', 'computer']);
  });
});

/** A server before the demo cluster under another name, as Rancher is: everything is below a path. Its port. */
async function listenBefore(prefix: string, tls: TestCertificate | null): Promise<number> {
  const { hostname: host, port, host: authority } = new URL(bench.demo.server);
  const own = (path = '') => (path.startsWith(prefix) ? path.slice(prefix.length) : '/outside');
  const open = () => connectTls({ host, port: Number(port), rejectUnauthorized: false });
  const headersOf = (asked: IncomingMessage) => ({
    ...asked.headers,
    host: authority,
    authorization: `Bearer ${bench.demo.token}`,
  });
  const handle = (asked: IncomingMessage, answer: ServerResponse) => {
    const socket = open();
    const { method, url } = asked;
    const onward = httpRequest(
      { createConnection: () => socket, method, path: own(url), headers: headersOf(asked) },
      (response) => {
        answer.writeHead(response.statusCode ?? 0, response.headers);
        response.pipe(answer);
      },
    );
    onward.on('error', () => answer.destroy());
    answer.on('close', () => socket.destroy());
    asked.pipe(onward);
  };
  const before = tls === null ? createServer(handle) : createSecureServer({ ...tls }, handle);
  before.on('upgrade', (asked: IncomingMessage, client: Duplex, head: Buffer) => {
    const socket = open();
    const lines = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    socket.write(`${asked.method ?? ''} ${own(asked.url)} HTTP/1.1\r\n${lines.join('')}\r\n`);
    socket.write(head);
    join(client, socket);
  });
  stack.adopt(before, closeServer);
  await new Promise<void>((resolve) => before.listen(0, '127.0.0.1', resolve));
  return (before.address() as AddressInfo).port;
}

async function closeServer(server: { close(done: () => void): unknown }): Promise<void> {
  if ('closeAllConnections' in server) (server as Server).closeAllConnections();
  await new Promise<void>((resolve) => server.close(resolve));
}
