import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { ApiProxy, NewApiProxy } from '../../../src-main/shared/api-proxy.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { listen } from '../../support/forward-bench.ts';
import { ask, begin } from '../../support/http-client.ts';

const signal = AbortSignal.timeout(60_000);
const web: NewApiProxy = {
  target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
  remote: null,
  scheme: null,
  local: { kind: 'auto', last: null },
};

let folder: string;
let demo: DemoCluster;
let host: EngineHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-proxy-'));
  demo = await startDemoCluster();
  // By a file, so that a refused token can be another one at the next look.
  const token = join(folder, 'token');
  await writeFile(token, demo.token);
  const kubeconfig = join(folder, 'config');
  await writeFile(kubeconfig, demo.kubeconfig.replace(/token: .*/, `tokenFile: ${token}`));
  host = await EngineHost.start(kubeconfig);
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function start(change: Partial<NewApiProxy> = {}): Promise<ApiProxy> {
  return host.engine.apiProxies.start({ ...web, ...change }, {}, signal);
}

/** The token file has another token, which the cluster takes in place of the first. */
async function rotate(): Promise<void> {
  await writeFile(join(folder, 'token'), demo.rotateToken());
}

it('renews a refused login once, for requests with and without a body and for WebSockets', async () => {
  const site = await start({ target: { ...web.target, kind: 'pod', name: await testPod() }, remote: 8080 });
  await ask(site, '/');
  await rotate();
  const posted = await ask(site, '/sink', { method: 'POST', body: 'x'.repeat(100_000) });
  expect(JSON.parse(String(posted.body))).toMatchObject({ bytes: 100_000 });
  host.engine.clusters.nudge();
  const socket = new WebSocket(`ws://127.0.0.1:${String(site.endpoints[0]?.port)}/ws`);
  demo.faults.unauthorizedRequests = 1;
  await once(socket, 'open');
  socket.terminate();
  demo.faults.unauthorizedRequests = 1_000;
  const refused = await ask(site, '/');
  demo.faults.unauthorizedRequests = 0;
  expect([
    refused.statusCode,
    refused.headers['www-authenticate'],
    host.engine.apiProxies.list()[0]?.problem?.code,
  ]).toEqual([502, undefined, 'unauthorized']);
});

it('tells what the API server says to HEAD from what the application says, though neither has a body', async () => {
  const site = await start({ target: { ...web.target, kind: 'pod', name: await testPod() }, remote: 8080 });
  const head = async (path: string) => (await ask(site, path, { method: 'HEAD' })).statusCode;
  const problem = () => host.engine.apiProxies.list()[0]?.problem?.code ?? null;
  await ask(site, '/');
  const token = demo.token;
  const own = [await head('/answer?code=401&header=Content-Type:+application/json'), problem()];
  await rotate();
  const renewed = [await head('/'), problem()];
  demo.faults.unauthorizedRequests = 1_000;
  const refused = [await head('/'), problem()];
  demo.faults.unauthorizedRequests = 0;
  expect([own, renewed, refused, demo.token === token]).toEqual([
    [401, null],
    [200, null],
    [502, 'unauthorized'],
    false,
  ]);
});

it('says that the API server is away, and forgets it when it is back', async () => {
  const proxy = await start();
  const problems: (string | null)[] = [];
  host.engine.apiProxies.onChanged(([changed]) => problems.push(changed?.problem?.code ?? null));
  await demo.stopApi();
  const away = await ask(proxy, '/');
  await demo.startApi();
  const back = await ask(proxy, '/');
  expect([away.statusCode, /^.+\.\n$/.test(String(away.body)), back.statusCode, problems]).toEqual([
    502,
    true,
    200,
    ['apiUnreachable', null],
  ]);
});

it('holds its port on loopback alone, refuses it to forwards, and gives it back with all its connections', async () => {
  const proxy = await start();
  const port = proxy.endpoints[0]?.port ?? 0;
  const wish = { namespace: 'shop', target: 'svc/web', ports: [`${String(port)}:http`] };
  const forward = await host.begin(wish).catch((error: unknown) => problemOf(error).message);
  const again = await start({ local: { kind: 'fixed', port } }).catch(
    (error: unknown) => problemOf(error).code,
  );
  const idle = connect({ port, host: '127.0.0.1' });
  await once(idle, 'connect');
  const ended = once(idle, 'close').catch((error: unknown) => error);
  await host.engine.apiProxies.stop(proxy.id);
  await ended;
  const free = await listen(createServer(), port);
  free.close();
  expect([proxy.endpoints, forward, again, host.engine.apiProxies.list()]).toEqual([
    [
      { address: '127.0.0.1', port },
      { address: '::1', port },
    ],
    `127.0.0.1:${String(port)} is already used by the forward “proxy svc/web”. Stop that one, or choose another local port.`,
    'portInUse',
    [],
  ]);
});

it('ends with the engine, requests under way too', async () => {
  const proxy = await start({ target: { ...web.target, kind: 'pod', name: await testPod() }, remote: 8080 });
  const answer = await begin(proxy, '/events');
  await once(answer, 'data');
  const ended = once(answer, 'error');
  await host.engine[Symbol.asyncDispose]();
  expect(((await ended) as [Error])[0].message).toBe('aborted');
  await expect(ask(proxy, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('stops asking the application when its client has left', async () => {
  const name = await testPod();
  const proxy = await start({ target: { ...web.target, kind: 'pod', name }, remote: 8080 });
  const answer = await begin(proxy, '/events');
  await once(answer, 'data');
  const before = demo.connections('shop', name);
  answer.destroy();
  while (demo.connections('shop', name) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(before).toBe(1);
});

it.each([
  [{ target: { ...web.target, kind: 'deployment' } }, 'unsupportedTarget'],
  [{ target: { ...web.target, name: 'nothing' } }, 'targetNotFound'],
  [{ remote: 'nope' }, 'portNotFound'],
  [{ target: { ...web.target, context: 'nowhere' } }, 'contextMissing'],
] as const)('refuses %j: %s', async (change, code) => {
  const refused = await start(change).catch((error: unknown) => problemOf(error));
  expect([refused, host.engine.apiProxies.list()]).toMatchObject([{ code }, []]);
});

/** A pod of the test server. */
async function testPod(): Promise<string> {
  demo.create('pods', 'shop', {
    metadata: { name: 'site', labels: { app: 'site' } },
    spec: { containers: [{ name: 'server', image: 'portolan.test/server:1' }] },
  });
  await demo.readyPods('shop', 'site', 1);
  return 'site';
}
