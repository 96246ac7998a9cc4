import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Forward } from '../../src-main/shared/forward.ts';
import { ConnectProxy } from '../support/connect-proxy.ts';
import { KubectlForward } from '../support/demo-kubectl.ts';
import { EngineHost } from '../support/engine-host.ts';
import type { Relay } from '../support/relay.ts';
import { SocksProxy } from '../support/socks-proxy.ts';
import { httpGet } from '../support/tcp-client.ts';
import { makeCertificate, type TestCertificate } from '../support/test-certificate.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { runCommand } from './command.ts';
import * as manifests from './manifests.ts';
import { poll } from './poll.ts';
import { TestNamespace } from './test-namespace.ts';

const login = { username: 'ann', password: 's3cret' };

interface Kubeconfig {
  clusters: [{ cluster: Record<string, unknown> }];
}

let cluster: Cluster;
let namespace: TestNamespace;
let folder: string;
let certificate: TestCertificate;
let config: Kubeconfig;
let authority: string;
let stack: AsyncDisposableStack;

beforeAll(async () => {
  cluster = await startCluster();
  folder = await mkdtemp(join(tmpdir(), 'portolan-proxies-'));
  certificate = await makeCertificate({ name: 'proxies' });
  config = parse(await readFile(cluster.kubeconfigPath, 'utf8')) as Kubeconfig;
  authority = new URL(String(config.clusters[0].cluster['server'])).host;
  namespace = await TestNamespace.create(cluster.kubectl, 'proxies');
  await namespace.apply(manifests.deployment('web'), manifests.service('web'));
  await namespace.readyPods('app=web');
});
afterAll(async () => {
  await namespace[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

/** The administrator's kubeconfig with its cluster changed, in a file of its own. */
async function kubeconfig(change: Record<string, unknown>): Promise<string> {
  const changed = structuredClone(config);
  Object.assign(changed.clusters[0].cluster, change);
  const path = join(await mkdtemp(join(folder, 'config-')), 'config');
  await writeFile(path, stringify(changed), { mode: 0o600 });
  return path;
}

async function answerThroughPortolan(path: string, env: Record<string, string | undefined>): Promise<string> {
  await using host = await EngineHost.start(path, { env: { ...process.env, ...env } });
  const forward = await host.forward({ namespace: namespace.name, target: 'svc/web', ports: [':http'] });
  return nameIn((await httpGet(host.endpoint(forward), '/')).body);
}

async function answerThroughKubectl(path: string): Promise<string> {
  const { path: kubectl } = cluster.kubectl;
  const args = [`--namespace=${namespace.name}`, 'svc/web', ':80'];
  await using forward = await KubectlForward.start(kubectl, path, true, args);
  return nameIn((await httpGet({ address: '127.0.0.1', port: forward.port }, '/')).body);
}

function nameIn(body: Buffer): string {
  return /pod=([a-z]+)/.exec(body.toString())?.[1] ?? body.toString();
}

describe('a forward from a real cluster, and kubectl beside it, go through', () => {
  const kinds: readonly [what: string, listen: () => Promise<Relay>, url: string][] = [
    ['an http proxy', () => ConnectProxy.listen(), 'http://127.0.0.1'],
    ['an http proxy with a login', () => ConnectProxy.listen({ login }), 'http://ann:s3cret@127.0.0.1'],
    ['a TLS proxy', () => ConnectProxy.listen({ tls: certificate }), 'https://localhost'],
    ['a SOCKS5 proxy', () => SocksProxy.listen(), 'socks5://127.0.0.1'],
    ['a SOCKS5 proxy with a login', () => SocksProxy.listen(login), 'socks5://ann:s3cret@127.0.0.1'],
  ];

  it.each(kinds)('%s (case 60)', async (_what, listen, url) => {
    const proxy = stack.use(await listen());
    const authorities = Buffer.from(
      String(config.clusters[0].cluster['certificate-authority-data']),
      'base64',
    );
    const path = await kubeconfig({
      'proxy-url': `${url}:${proxy.port}`,
      // kubectl trusts a TLS proxy by the cluster's authorities alone.
      'certificate-authority-data': Buffer.from(`${authorities.toString()}\n${certificate.cert}`).toString(
        'base64',
      ),
    });
    const ours = await answerThroughPortolan(path, {});
    const ourPlaces = proxy.asked.splice(0);
    const theirs = await answerThroughKubectl(path);
    expect([ours, new Set(ourPlaces), theirs, new Set(proxy.asked)]).toEqual([
      'web',
      new Set([authority]),
      'web',
      new Set([authority]),
    ]);
  });
});

const hostOf = () => new URL(`https://${authority}`).hostname;

describe('the environment is read as kubectl reads it:', () => {
  const choices: readonly [what: string, env: (url: string) => Record<string, string>, isProxied: boolean][] =
    [
      ['HTTPS_PROXY', (url) => ({ HTTPS_PROXY: url }), true],
      ['https_proxy', (url) => ({ https_proxy: url }), true],
      ['HTTP_PROXY, which is for others', (url) => ({ HTTP_PROXY: url }), false],
      ['ALL_PROXY, which it does not read', (url) => ({ ALL_PROXY: url }), false],
      ['NO_PROXY with another CIDR', (url) => ({ HTTPS_PROXY: url, NO_PROXY: '192.0.2.0/24' }), true],
      ['NO_PROXY with the CIDR', (url) => ({ HTTPS_PROXY: url, NO_PROXY: `${hostOf()}/8` }), false],
      ['NO_PROXY with another port', (url) => ({ HTTPS_PROXY: url, NO_PROXY: `${hostOf()}:1` }), true],
      ['NO_PROXY with the port', (url) => ({ HTTPS_PROXY: url, NO_PROXY: authority }), false],
      ['no_proxy with everything', (url) => ({ HTTPS_PROXY: url, no_proxy: '*' }), false],
    ];

  it.for(choices)('%s (case 60)', async ([, envOf, isProxied], { skip }) => {
    skip(/^(?:localhost|127\.|\[::1\])/.test(authority), 'a server on loopback is never proxied');
    const proxy = stack.use(await ConnectProxy.listen());
    const env = envOf(`http://127.0.0.1:${proxy.port}`);
    const path = await kubeconfig({});
    const ours = await answerThroughPortolan(path, env);
    const isOurs = proxy.asked.splice(0).length > 0;
    await runCommand(cluster.kubectl.path, [`--kubeconfig=${path}`, 'get', '--raw', '/version'], {
      env: { ...process.env, ...env },
    });
    expect([ours, isOurs, proxy.asked.length > 0]).toEqual(['web', isProxied, isProxied]);
  });
});

it('a proxy that dies takes kubectl’s forward with it; ours goes on when it is back', async () => {
  const proxy = stack.use(await ConnectProxy.listen());
  const path = await kubeconfig({ 'proxy-url': `http://127.0.0.1:${proxy.port}` });
  const host = stack.use(await EngineHost.start(path));
  const forward = await host.forward({ namespace: namespace.name, target: 'svc/web', ports: [':http'] });
  const kubectl = stack.use(
    await KubectlForward.start(cluster.kubectl.path, path, true, [
      `--namespace=${namespace.name}`,
      'svc/web',
      ':80',
    ]),
  );
  const theirs = { address: '127.0.0.1', port: kubectl.port };
  await httpGet(host.endpoint(forward), '/');
  await httpGet(theirs, '/');
  await proxy.stop();
  await kubectl.ended;
  // A request that left before the loss was noticed would have died with its tunnel.
  await host.reaches(forward, 'waiting');
  const ours = httpGet(host.endpoint(forward), '/');
  // It has come while the proxy is away.
  const isHeld = await poll(5_000, () => heldOf(host, forward) === 1 || undefined);
  await proxy.start();
  expect([isHeld, nameIn((await ours).body)]).toEqual([true, 'web']);
  await expect(httpGet(theirs, '/')).rejects.toThrow();
});

/** Connections that wait for a pod. */
function heldOf(host: EngineHost, { id }: Forward): number | undefined {
  return host.engine.forwards.traffic().find((traffic) => traffic.id === id)?.ports[0]?.held;
}
