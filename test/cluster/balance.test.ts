import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forward } from '../../src-main/shared/forward.ts';
import { say } from '../../src-main/shared/language/message.ts';
import { EngineHost } from '../support/engine-host.ts';
import { httpGet } from '../support/tcp-client.ts';
import { type Cluster, startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { patternBytes, testServerPorts } from './test-server.ts';

let cluster: Cluster;
let namespace: TestNamespace;
let pods: readonly string[];
let host: EngineHost;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  cluster = await startCluster();
  namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'balance'));
  await namespace.apply(manifests.deployment('web', { replicas: 3 }), manifests.service('web'));
  pods = (await namespace.readyPods('app=web', 3)).toSorted();
  host = stack.use(await EngineHost.start(cluster.kubeconfigPath));
});

afterAll(() => stack.disposeAsync());

/** The pod that answers, by its own word. */
async function podOf(forward: Forward): Promise<string> {
  const { body } = await httpGet(host.endpoint(forward), '/');
  return /pod=(\S+)/.exec(body.toString())?.[1] ?? 'none';
}

/** A client that has left counts as open until the pod has ended its side: the runtime takes a second for it. */
async function openIs(forward: Forward, count: number): Promise<void> {
  const open = () =>
    host.engine.forwards
      .traffic()
      .find(({ id }) => id === forward.id)
      ?.ports.reduce((sum, port) => sum + port.open, 0);
  await expect.poll(open, { timeout: 10_000 }).toBe(count);
}

/** How many of thirty requests each pod answers. */
async function shares(forward: Forward): Promise<Record<string, number>> {
  const answers = await Promise.all(Array.from({ length: 30 }, () => podOf(forward)));
  return Object.fromEntries(pods.map((pod) => [pod, answers.filter((answer) => answer === pod).length]));
}

/** All three pods are known: a balance is of what there is. */
async function settled(forward: Forward): Promise<void> {
  while (currentPods(forward).length < 3) await once(nextTick(), 'traffic');
}

function currentPods(forward: Forward): readonly string[] {
  const sample = host.engine.forwards.traffic().find(({ id }) => id === forward.id);
  return (sample?.pods ?? []).filter(({ state }) => state === 'current').map(({ name }) => name);
}

function nextTick(): EventTarget {
  const target = new EventTarget();
  const unsubscribe = host.engine.forwards.onTraffic(() => {
    unsubscribe();
    target.dispatchEvent(new Event('traffic'));
  });
  return target;
}

describe('connections to a deployment of three; kubectl sends all of them to one pod', () => {
  it.each(['svc/web', 'deploy/web'])('go to each pod of %s in turn', async (target) => {
    const balance = { mode: 'roundRobin' } as const;
    const forward = await host.forward({ namespace: namespace.name, target, ports: [':http'], balance });
    await settled(forward);
    expect(await shares(forward)).toEqual(Object.fromEntries(pods.map((pod) => [pod, 10])));
    await host.engine.forwards.remove(forward.id);
  });

  it('go to the pod with the fewest that are open', async () => {
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [':http', ':echo'],
      balance: { mode: 'leastConnections' },
    });
    await settled(forward);
    // Four that stay: two pods have one, and the one with two is not asked again before the others have as many.
    const open: Socket[] = [];
    for (let count = 0; count < 4; count += 1) {
      const socket = connect(host.endpoint(forward, 1).port, '127.0.0.1');
      socket.on('error', () => undefined).write('x');
      await once(socket, 'data');
      open.push(socket);
    }
    const busiest = host.engine.forwards.traffic()[0]?.pods.find((pod) => pod.open === 2)?.name;
    const answers = [];
    for (let count = 0; count < 6; count += 1) {
      answers.push(await podOf(forward));
      await openIs(forward, 4);
    }
    expect([typeof busiest, answers.includes(busiest ?? ''), new Set(answers).size]).toEqual([
      'string',
      false,
      2,
    ]);
    for (const socket of open) socket.destroy();
    await host.engine.forwards.remove(forward.id);
  });

  it('go to the chosen pod alone', async () => {
    const [, chosen = ''] = pods;
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'svc/web',
      ports: [':http'],
      balance: { mode: 'pod', name: chosen },
    });
    expect(await shares(forward)).toEqual(
      Object.fromEntries(pods.map((pod) => [pod, pod === chosen ? 30 : 0])),
    );
    await host.engine.forwards.remove(forward.id);
  });
});

describe('a pod that is deleted with a grace period; kubectl keeps sending new connections to it', () => {
  it('ends its transfer whole, while new connections go to the next pod', async () => {
    await namespace.apply(manifests.deployment('slow', { replicas: 2, drainSeconds: 30 }));
    await namespace.readyPods('app=slow', 2);
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/slow',
      ports: [':http'],
    });
    const size = 30_000_000;
    const before = await podOf(forward);
    await openIs(forward, 0);
    const socket = connect(host.endpoint(forward).port, '127.0.0.1');
    socket.write(`GET /bytes?n=${String(size)} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
    const [beginning] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    await namespace.kubectl('delete', 'pod', before, '--wait=false');
    await host.reaches(forward, 'active', ({ pod }) => pod.name !== before);
    const after = await podOf(forward);
    const all = Buffer.concat([beginning, await buffer(socket)]);
    const body = all.subarray(all.indexOf('\r\n\r\n') + 4);
    const old = host.engine.forwards
      .traffic()
      .find(({ id }) => id === forward.id)
      ?.pods.find(({ name }) => name === before);
    expect({
      isAnother: after !== before,
      isWhole: body.equals(patternBytes(size)),
      state: old?.state,
      told: host.engine.forwards.timeline(forward.id).map(({ words }) => say('en', words)),
    }).toEqual({
      isAnother: true,
      isWhole: true,
      state: 'terminating',
      told: expect.arrayContaining([
        `${before} is terminating; 1 connection finishes on it.`,
        `Moved from ${before} to ${after}.`,
      ]) as string[],
    });
    await host.engine.forwards.remove(forward.id);
  });
});

describe('a client that has ended its side', () => {
  it.each([
    ['defer', 'is answered to the end', true],
    ['immediate', 'is cut off a second later, as through kubectl', false],
  ] as const)('with %s it %s', async (eof, _, isWhole) => {
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [`:${String(testServerPorts.lines)}`],
      eof,
    });
    const socket = connect({ port: host.endpoint(forward).port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end('go\n');
    const lines = (await text(socket)).trim().split('\n');
    expect([lines[0], lines.length === 30]).toEqual(['line 1 of 30', isWhole]);
    await host.engine.forwards.remove(forward.id);
  });
});
