import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServerCertificate } from '../../../src-main/demo/api/certificate.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { openBench, testFolder } from './kube-bench.ts';

/** An API server that records who asks, and accepts the tokens in `accepted` (null: everybody). */
class RecordingServer {
  readonly requests: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly raw: string[];
  }[] = [];
  readonly #server: Server;
  accepted: Set<string> | null = null;
  sockets = 0;

  constructor(tls: { cert: string; key: string } | null = null) {
    const handle: Parameters<typeof createServer>[1] = (request, response) => {
      this.requests.push({ path: request.url ?? '', headers: request.headers, raw: request.rawHeaders });
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const isKnown = this.accepted === null || this.accepted.has(token);
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? { gitVersion: 'v1.36.0' } : { kind: 'Status', code: 401 }));
    };
    this.#server = tls === null ? createServer(handle) : createSecureServer(tls, handle);
    this.#server.on(tls === null ? 'connection' : 'secureConnection', () => (this.sockets += 1));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  get last(): IncomingHttpHeaders {
    return this.requests.at(-1)?.headers ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let stack: AsyncDisposableStack;
let folder: Awaited<ReturnType<typeof testFolder>>;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  folder = stack.use(await testFolder());
});

afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

async function start(tls: { cert: string; key: string } | null = null) {
  const server = stack.use(new RecordingServer(tls));
  return { server, port: await server.listen() };
}

/** A client of a context with this cluster and user, as a kubeconfig in the test's folder has them. */
async function clientFor(cluster: object, user: object, env: Record<string, string> = {}) {
  const config = {
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  };
  const kubeconfig = await folder.write('config', JSON.stringify(config));
  const bench = stack.use(await openBench({ kubeconfig, env }));
  const { client, health } = stack.use(bench.clusters.acquire('c'));
  await health.check();
  return { client, health, bench };
}

const ask = (client: { json(path: string, signal: AbortSignal): Promise<unknown> }) =>
  client.json('/version', AbortSignal.timeout(5_000));

async function problemOfAsking(client: Parameters<typeof ask>[0]) {
  return ask(client).then(
    () => null,
    (error: unknown) => problemOf(error),
  );
}

/** A plugin in JavaScript that leaves a line in `runs` each time and then does what `body` says. */
async function plugin(body: string): Promise<{ exec: object; runs: () => Promise<number> }> {
  const runsFile = join(folder.path, 'runs');
  await writeFile(runsFile, '');
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(runsFile)}, 'x');
const run = readFileSync(${JSON.stringify(runsFile)}, 'utf8').length;
const give = (status) => console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }));
${body}
`;
  await chmod(await folder.write('login.cjs', script), 0o755);
  return {
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './login.cjs', interactiveMode: 'Never' },
    runs: async () => (await readFile(runsFile, 'utf8')).length,
  };
}

describe('a request proves who it is', () => {
  test.each([
    ['by a token', { token: 'abc' }, 'Bearer abc'],
    [
      'by name and password',
      { username: 'ann', password: 'pw' },
      `Basic ${Buffer.from('ann:pw').toString('base64')}`,
    ],
    ['not at all', {}, undefined],
  ])('%s', async (_how, user, authorization) => {
    const { server, port } = await start();
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, user);
    await ask(client);
    expect([server.last.authorization, server.last['user-agent']]).toEqual([authorization, 'portolan']);
  });

  test('by a token file, which wins over a token and may end with a line', async () => {
    const { server, port } = await start();
    await folder.write('token', 'from-file\n');
    const { client } = await clientFor(
      { server: `http://127.0.0.1:${port}` },
      { token: 'other', tokenFile: 'token' },
    );
    await ask(client);
    expect(server.last.authorization).toBe('Bearer from-file');
  });

  test('by a token file that is read anew once its token is rejected', async () => {
    const { server, port } = await start();
    server.accepted = new Set(['one']);
    await folder.write('token', 'one');
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, { tokenFile: 'token' });
    await ask(client);
    await folder.write('token', 'two');
    server.accepted = new Set(['two']);
    await ask(client);
    expect(server.last.authorization).toBe('Bearer two');
  });

  test('as someone else, with every group and extra field on a line of its own', async () => {
    const { server, port } = await start();
    const { client } = await clientFor(
      { server: `http://127.0.0.1:${port}` },
      {
        token: 't',
        as: 'bob',
        'as-uid': '7',
        'as-groups': ['dev', 'ops'],
        'as-user-extra': { 'example.org/Scope': ['a', 'b'] },
      },
    );
    await ask(client);
    const raw = server.requests.at(-1)?.raw ?? [];
    const lines = raw.flatMap((name, index) =>
      /^impersonate/i.test(name) ? [`${name.toLowerCase()}: ${raw[index + 1] ?? ''}`] : [],
    );
    const upgrade = await client.upgradeTarget(AbortSignal.timeout(5_000));
    expect([lines, upgrade.headers['impersonate-group']]).toEqual([
      [
        'impersonate-user: bob',
        'impersonate-uid: 7',
        'impersonate-group: dev',
        'impersonate-group: ops',
        'impersonate-extra-example.org%2fscope: a',
        'impersonate-extra-example.org%2fscope: b',
      ],
      ['dev', 'ops'],
    ]);
  });

  test('below a path prefix', async () => {
    const { server, port } = await start();
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}/k8s/clusters/c-1/` }, {});
    await ask(client);
    const target = await client.upgradeTarget(AbortSignal.timeout(5_000));
    expect([server.requests.at(-1)?.path, target.server.href, target.tls]).toEqual([
      '/k8s/clusters/c-1/version',
      `http://127.0.0.1:${port}/k8s/clusters/c-1`,
      null,
    ]);
  });
});

describe('a credential plugin', () => {
  test('runs once for 50 waiting requests, and once more when its token is rejected', async () => {
    const { server, port } = await start();
    const { exec, runs } = await plugin(`setTimeout(() => give({ token: 'token-' + run }), 100)`);
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, { exec });
    await Promise.all(Array.from({ length: 50 }, () => ask(client)));
    expect(await runs()).toBe(1);
    server.accepted = new Set(['token-2']);
    await Promise.all(Array.from({ length: 50 }, () => ask(client)));
    expect([await runs(), server.last.authorization]).toEqual([2, 'Bearer token-2']);
  });

  test('is told which cluster it is for, where the kubeconfig asks for that', async () => {
    const { port } = await start();
    const { exec } = await plugin(
      `require('node:fs').writeFileSync(${JSON.stringify(join(folder.path, 'info'))}, process.env.KUBERNETES_EXEC_INFO + process.env.MINE); give({ token: 't' })`,
    );
    const server = `http://127.0.0.1:${port}`;
    const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }];
    await clientFor(
      { server, extensions },
      { exec: { ...exec, provideClusterInfo: true, env: [{ name: 'MINE', value: '!' }] } },
    );
    expect(await readFile(join(folder.path, 'info'), 'utf8')).toBe(
      `${JSON.stringify({
        kind: 'ExecCredential',
        apiVersion: 'client.authentication.k8s.io/v1',
        spec: { cluster: { server, config: { audience: 'x' } }, interactive: false },
      })}!`,
    );
  });

  test('runs again before its credential ends', async () => {
    const { server, port } = await start();
    const { exec, runs } = await plugin(
      `give({ token: 'token-' + run, expirationTimestamp: new Date(Date.now() + (run === 1 ? -1 : 60_000)).toISOString() })`,
    );
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, { exec });
    await ask(client);
    await ask(client);
    expect([await runs(), server.last.authorization]).toEqual([2, 'Bearer token-2']);
  });

  test.each([
    [
      'fails',
      `console.error('first'); console.error('login expired'); process.exit(3)`,
      'failed. Run it in a terminal',
      'exit status 3: login expired',
    ],
    ['prints junk', `console.log('hello s3cret')`, 'gave no usable credential', undefined],
    ['gives nothing', `give({})`, 'gave no usable credential', undefined],
    [
      'answers in another version',
      `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential', status: { token: 't' } }))`,
      'answered in client.authentication.k8s.io/v1beta1, but the kubeconfig asks for client.authentication.k8s.io/v1',
      undefined,
    ],
  ])('that %s is a problem of the plugin', async (_what, body, message, detail) => {
    const { port } = await start();
    const { exec } = await plugin(body);
    const { client, health } = await clientFor({ server: `http://127.0.0.1:${port}` }, { exec });
    const problem = await problemOfAsking(client);
    expect([problem?.code, problem?.message, problem?.detail, health.status.phase]).toEqual([
      'credentialPluginFailed',
      expect.stringContaining(message),
      detail,
      'failed',
    ]);
    expect(JSON.stringify(problem)).not.toContain('s3cret');
  });

  test('that is not installed is named, with its hint', async () => {
    const { port } = await start();
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'no-such-login',
      installHint: 'Install it from the handbook.',
    };
    const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, { exec });
    expect(await problemOfAsking(client)).toEqual({
      code: 'credentialPluginFailed',
      layer: 'credentials',
      message:
        'The credential plugin "no-such-login" of context "c" is not installed, or not on the PATH that Portolan sees. Install it, or write its full path into the kubeconfig.',
      detail: 'Install it from the handbook.',
    });
  });
});

describe('an OIDC login', () => {
  const jwt = (subject: string, expiresInSeconds: number) =>
    [
      '{}',
      JSON.stringify({ sub: subject, exp: Math.floor(Date.now() / 1000) + expiresInSeconds }),
      'signature',
    ]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');

  /** Gives ID tokens for the refresh token `refresh-1`; the first one has expired already. */
  /** `host` is a name that a proxy alone knows. */
  async function identityProvider(host = '127.0.0.1') {
    const forms: string[] = [];
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer: issuer(), token_endpoint: `${issuer()}/token` }));
        return;
      }
      let form = '';
      request.on('data', (chunk: Buffer) => (form += chunk.toString()));
      request.on('end', () => {
        forms.push(form);
        const isGood = new URLSearchParams(form).get('refresh_token') === 'refresh-1';
        response.statusCode = isGood ? 200 : 400;
        response.end(
          JSON.stringify(
            isGood ? { id_token: jwt('new', forms.length === 1 ? -10 : 3600) } : { error: 'invalid_grant' },
          ),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stack.defer(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const issuer = () => `http://${host}:${port}`;
    return { issuer: issuer(), port, forms };
  }

  test('that has expired is renewed once for many requests', async () => {
    const { server, port } = await start();
    const { issuer, forms } = await identityProvider();
    const { client } = await clientFor(
      { server: `http://127.0.0.1:${port}` },
      {
        'auth-provider': {
          name: 'oidc',
          config: {
            'idp-issuer-url': issuer,
            'client-id': 'kube',
            'client-secret': 'hush',
            'id-token': jwt('old', -10),
            'refresh-token': 'refresh-1',
          },
        },
      },
    );
    expect(forms.splice(0).length).toBe(1);
    forms.push('the first');
    await Promise.all(Array.from({ length: 10 }, () => ask(client)));
    expect([forms.slice(1), server.last.authorization?.startsWith('Bearer ')]).toEqual([
      ['grant_type=refresh_token&refresh_token=refresh-1&client_id=kube&client_secret=hush'],
      true,
    ]);
  });

  test('that has expired is renewed through the proxy of the environment', async () => {
    const { server, port } = await start();
    const idp = await identityProvider('idp.example');
    const proxy = stack.use(await ConnectProxy.listen());
    proxy.places.set(`idp.example:${idp.port}`, `127.0.0.1:${idp.port}`);
    const config = {
      'idp-issuer-url': idp.issuer,
      'client-id': 'kube',
      'id-token': jwt('old', -10),
      'refresh-token': 'refresh-1',
    };
    await clientFor(
      { server: `http://127.0.0.1:${port}` },
      { 'auth-provider': { name: 'oidc', config } },
      { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` },
    );
    expect([server.last.authorization, new Set(proxy.asked)]).toEqual([
      expect.stringMatching(/^Bearer /),
      new Set([`idp.example:${idp.port}`]),
    ]);
  });

  test('that is good is used as it is', async () => {
    const { server, port } = await start();
    const token = jwt('ann', 600);
    const config = { 'id-token': token, 'idp-issuer-url': 'http://127.0.0.1:1', 'client-id': 'kube' };
    const { client } = await clientFor(
      { server: `http://127.0.0.1:${port}` },
      { 'auth-provider': { name: 'oidc', config } },
    );
    await ask(client);
    expect(server.last.authorization).toBe(`Bearer ${token}`);
  });

  test('that cannot be renewed asks for a new login', async () => {
    const { port } = await start();
    const { issuer } = await identityProvider();
    const config = {
      'idp-issuer-url': issuer,
      'client-id': 'kube',
      'id-token': jwt('old', -10),
      'refresh-token': 's3cret',
    };
    const { client } = await clientFor(
      { server: `http://127.0.0.1:${port}` },
      { 'auth-provider': { name: 'oidc', config } },
    );
    const problem = await problemOfAsking(client);
    expect([problem?.code, JSON.stringify(problem).includes('s3cret')]).toEqual(['unauthorized', false]);
  });
});

describe('a secure server', async () => {
  const { certificate, key } = await createServerCertificate();
  const authority = { 'certificate-authority-data': Buffer.from(certificate).toString('base64') };

  test('is trusted by its authority, and asked many times over few connections', async () => {
    const { server, port } = await start({ cert: certificate, key });
    const { client } = await clientFor({ server: `https://127.0.0.1:${port}`, ...authority }, { token: 't' });
    for (let count = 0; count < 20; count++) await ask(client);
    expect([server.requests.length >= 20, server.sockets <= 2]).toEqual([true, true]);
  });

  test('is trusted without a user, too', async () => {
    const { port } = await start({ cert: certificate, key });
    const { client } = await clientFor({ server: `https://127.0.0.1:${port}`, ...authority }, {});
    expect(await ask(client)).toEqual({ gitVersion: 'v1.36.0' });
  });

  test('is not verified where the kubeconfig says so', async () => {
    const { port } = await start({ cert: certificate, key });
    const { client } = await clientFor(
      { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true },
      {},
    );
    expect(await ask(client)).toEqual({ gitVersion: 'v1.36.0' });
  });

  test('is known by its tls-server-name', async () => {
    const { port } = await start({ cert: certificate, key });
    const cluster = { server: `https://127.0.0.1:${port}`, ...authority };
    const good = await clientFor({ ...cluster, 'tls-server-name': 'localhost' }, {});
    expect(await ask(good.client)).toEqual({ gitVersion: 'v1.36.0' });
    const bad = await clientFor({ ...cluster, 'tls-server-name': 'elsewhere.example.org' }, {});
    expect((await problemOfAsking(bad.client))?.message).toBe(
      `The certificate of 127.0.0.1:${port} is for another name. Correct the server's address of context "c", or set its tls-server-name.`,
    );
  });

  test.each([
    ['an unknown authority', {}, {}, 'tlsFailed', 'is signed by an unknown authority'],
    [
      'an authority that is no PEM',
      { 'certificate-authority-data': Buffer.from('hello').toString('base64') },
      {},
      'tlsFailed',
      'unknown authority',
    ],
    [
      'a client certificate that is no PEM',
      authority,
      { 'client-certificate-data': 'aGVsbG8=', 'client-key-data': 'aGVsbG8=' },
      'tlsFailed',
      'is not valid PEM',
    ],
    [
      'a certificate file that is not there',
      { 'certificate-authority': 'missing.crt' },
      {},
      'kubeconfigInvalid',
      'missing.crt, which context "c" names, cannot be read',
    ],
  ])('with %s is a problem that says so', async (_what, cluster, user, code, message) => {
    const { port } = await start({ cert: certificate, key });
    const { client } = await clientFor({ server: `https://127.0.0.1:${port}`, ...cluster }, user);
    const problem = await problemOfAsking(client);
    expect([problem?.code, problem?.message]).toEqual([code, expect.stringContaining(message)]);
  });

  test('spoken to without TLS, or TLS to a plain server, is a problem of the address', async () => {
    const secure = await start({ cert: certificate, key });
    const plain = await start();
    const one = await clientFor({ server: `https://127.0.0.1:${plain.port}` }, {});
    const two = await clientFor({ server: `http://127.0.0.1:${secure.port}` }, {});
    expect([(await problemOfAsking(one.client))?.code, (await problemOfAsking(two.client))?.code]).toEqual([
      'tlsFailed',
      'apiUnreachable',
    ]);
  });
});

test('a port where nothing listens is unreachable', async () => {
  const { server, port } = await start();
  await server[Symbol.asyncDispose]();
  const { client, health } = await clientFor({ server: `http://127.0.0.1:${port}` }, {});
  expect([(await problemOfAsking(client))?.message, health.status.phase]).toEqual([
    `Nothing listens at 127.0.0.1:${port}: the API server is down or the address is wrong. It is tried again.`,
    'failed',
  ]);
});

test('a request that is given up ends with the reason of its signal', async () => {
  const { port } = await start();
  const { client } = await clientFor({ server: `http://127.0.0.1:${port}` }, {});
  const reason = new Error('stopped');
  await expect(client.json('/version', AbortSignal.abort(reason))).rejects.toBe(reason);
});
