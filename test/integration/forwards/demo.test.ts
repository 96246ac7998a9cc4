import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { JsonObject } from '../../../src-main/demo/api/json.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import type { Endpoint } from '../../../src-main/shared/session.ts';
import { service } from '../../cluster/manifests.ts';
import { patternBytes } from '../../cluster/test-server.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { exchange, httpGet } from '../../support/tcp-client.ts';

let folder: string;
let demo: DemoCluster;
let host: EngineHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-demo-'));
  demo = await startDemoCluster({ times: { startMs: 100, readyMs: 100, terminationMs: 100 } });
  await demo.readyPods('shop', 'web', 2);
  await writeFile(join(folder, 'config'), demo.kubeconfig);
  host = await EngineHost.start(join(folder, 'config'));
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

it('a connection that comes while the API server restarts is served when it is back', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const endpoint = host.endpoint(forward);
  await httpGet(endpoint, '/');
  await nothingOpen();
  await demo.stopApi();
  const answer = httpGet(endpoint, '/');
  await host.reaches(forward, 'waiting');
  await demo.startApi();
  expect((await answer).body.toString()).toContain('pod=web-');
  const [traffic] = host.engine.forwards.traffic();
  expect(traffic?.ports[0]).toMatchObject({ total: 2, failed: 0 });
});

it('an API server that refuses everybody when it has just started costs no connection and ends no forward', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const endpoint = host.endpoint(forward);
  await httpGet(endpoint, '/');
  const everything = { verb: '*', resource: '*', namespace: '*' };
  demo.faults.forbidden = [everything, { ...everything, namespace: null }];
  demo.faults.cutTunnels();
  demo.faults.dropWatches();
  const waiting = httpGet(endpoint, '/');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  demo.faults.forbidden = [];
  expect([(await waiting).head.split('\r\n')[0], host.engine.forwards.state(forward.id).phase]).toEqual([
    'HTTP/1.1 200 OK',
    'active',
  ]);
});

it('a connection that comes while no pod is there is served by the next one', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'deploy/web', ports: [':8080'] });
  const endpoint = host.endpoint(forward);
  demo.scale('shop', 'web', 0);
  const state = await host.reaches(forward, 'waiting');
  const answer = httpGet(endpoint, '/');
  demo.scale('shop', 'web', 1);
  expect([(await answer).body.toString(), state.attempt > 0]).toEqual([
    expect.stringContaining('pod=web-'),
    true,
  ]);
});

it('a forward to what is not deployed yet asks for a person, keeps its port, and works once it is', async () => {
  const forward = await host.begin({ namespace: 'shop', target: 'svc/late', ports: [':http'] });
  const { problem } = await host.reaches(forward, 'waiting', (state) => state.problem !== null);
  const endpoint = host.endpoint(forward);
  const answer = httpGet(endpoint, '/');
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  const { metadata, spec } = service('late', { selector: { app: 'web' }, ports });
  demo.create('services', 'shop', { metadata, spec } as unknown as JsonObject);
  await host.reaches(forward, 'active');
  expect([problem?.code, host.endpoint(forward), (await answer).body.toString()]).toEqual([
    'targetNotFound',
    endpoint,
    expect.stringContaining('pod=web-'),
  ]);
});

it('a forward waits while its context is gone from the kubeconfig; without it none starts', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const endpoint = host.endpoint(forward);
  await writeFile(join(folder, 'config'), '');
  const { problem, retryAt } = await host.reaches(forward, 'waiting');
  const answer = httpGet(endpoint, '/');
  await writeFile(join(folder, 'config'), demo.kubeconfig);
  expect([problem?.code, problem?.message, retryAt, (await answer).body.toString()]).toEqual([
    'contextMissing',
    'Context “demo” is not there any more. Waiting for it to come back; put it back, or choose another.',
    null,
    expect.stringContaining('pod=web-'),
  ]);

  await writeFile(join(folder, 'config'), '');
  await host.reaches(forward, 'waiting');
  await host.engine.forwards.stop(forward.id);
  await expect(host.engine.forwards.start(forward.id)).rejects.toThrow('There is no context “demo”.');
});

it('a killed pod cuts its connections, and the next goes to another pod', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const endpoint = host.endpoint(forward);
  for (let count = 0; count < 5; count++) {
    const before = /pod=(\S+)/.exec((await httpGet(endpoint, '/')).body.toString())?.[1] ?? '';
    demo.killPod('shop', before);
    const after = /pod=(\S+)/.exec((await httpGet(endpoint, '/')).body.toString())?.[1] ?? '';
    expect([after.startsWith('web-'), after === before]).toEqual([true, false]);
  }
});

it('20 forwards of one cluster run together, and stopping one disturbs none', async () => {
  const forwards = await Promise.all(
    Array.from({ length: 20 }, () =>
      host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] }),
    ),
  );
  const [first, ...rest] = forwards;
  if (first === undefined) throw new Error('none');
  await host.engine.forwards.stop(first.id);
  const answers = await Promise.all(rest.map((forward) => httpGet(host.endpoint(forward), '/')));
  expect(answers.every(({ body }) => body.includes('pod=web-'))).toBe(true);
});

it('the counts are the payload, to the byte', async () => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http', ':metrics'] });
  const request = 'GET /bytes?n=5000000 HTTP/1.0\r\nHost: x\r\n\r\n';
  const { head, body } = await httpGet(host.endpoint(forward), '/bytes?n=5000000');
  await exchange(host.endpoint(forward, 1), 'GET / HTTP/1.0\r\n\r\n', 1);
  const [traffic] = host.engine.forwards.traffic();
  expect([body.length, traffic?.ports[0], traffic?.ports[1]]).toMatchObject([
    5_000_000,
    {
      receivedBytes: head.length + 4 + body.length,
      sentBytes: request.replace('Host: x', 'Host: localhost').length,
      total: 1,
    },
    { sentBytes: 18, total: 1 },
  ]);
});

it.each([
  [{ mode: 'roundRobin' }, [10, 10]],
  [{ mode: 'leastConnections' }, [10, 10]],
  [{ mode: 'sticky' }, [20]],
] as const)('%j is what the pods themselves see of twenty connections', async (balance, expected) => {
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'], balance });
  const seen = new Map<string, number>();
  for (let count = 0; count < 20; count += 1) {
    const pod = await podOf(host.endpoint(forward));
    seen.set(pod, (seen.get(pod) ?? 0) + 1);
  }
  expect([...seen.values()]).toEqual(expected);
});

it('a transfer goes on to its end on a pod that is deleted, while new connections go to the next', async () => {
  demo.times.terminationMs = 20_000;
  const forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  const endpoint = host.endpoint(forward);
  const size = 50_000_000;
  const before = await podOf(endpoint);
  await nothingOpen();
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  socket.write(`GET /bytes?n=${String(size)} HTTP/1.0\r\nHost: x\r\n\r\n`);
  const [beginning] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  demo.deletePod('shop', before);
  await host.reaches(forward, 'active', ({ pod }) => pod.name !== before);
  const after = await podOf(endpoint);
  const [during] = host.engine.forwards.traffic();
  const all = Buffer.concat([beginning, await buffer(socket)]);
  const body = all.subarray(all.indexOf('\r\n\r\n') + 4);
  expect({
    isAnother: after !== before,
    isWhole: body.equals(patternBytes(size)),
    old: during?.pods.find(({ name }) => name === before),
    told: host.engine.forwards.timeline(forward.id).map(({ words }) => say('en', words)),
  }).toMatchObject({
    isAnother: true,
    isWhole: true,
    old: { state: 'terminating', open: 1, total: 2 },
    told: expect.arrayContaining([`${before} is terminating; 1 connection finishes on it.`]) as string[],
  });
});

/** A client that has left is known to have done so once its pod has answered the end: a second later. */
async function nothingOpen(): Promise<void> {
  await expect.poll(() => host.engine.forwards.traffic()[0]?.ports[0]?.open, { timeout: 5_000 }).toBe(0);
}

async function podOf(endpoint: Endpoint): Promise<string> {
  return /pod=(\S+)/.exec((await httpGet(endpoint, '/')).body.toString())?.[1] ?? 'none';
}
