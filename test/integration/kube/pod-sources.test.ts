import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { PodObject } from '../../../src-main/engine/kube/kube-objects.ts';
import type { PodSource } from '../../../src-main/engine/kube/pod-source.ts';
import { isUsable } from '../../../src-main/engine/kube/pod-status.ts';
import { newProblem, problemOf } from '../../../src-main/shared/problem.ts';
import type { TargetKind } from '../../../src-main/shared/target.ts';
import { type KubeBench, openBench, problemOfSource, readyEndpoint, readyPod, until } from './kube-bench.ts';

let demo: DemoCluster;
let bench: KubeBench;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  demo = stack.use(await startDemoCluster({ times: { startMs: 50, readyMs: 50, terminationMs: 50 } }));
  bench = stack.use(await openBench({ env: { HOME: '/nowhere' } }));
  bench.contexts.provide('demo', demo.kubeconfig);
  await Promise.all([demo.readyPods('shop', 'web', 2), demo.readyPods('shop', 'orders-db', 1)]);
});

afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

function open(kind: TargetKind, name: string, namespace = 'shop'): PodSource {
  return stack.use(bench.pods.open({ context: 'demo', namespace, kind, name }));
}

function endpointNames({ state }: PodSource): string[] {
  return state?.kind === 'ready' ? state.endpoints.map(({ pod }) => pod.name) : [];
}

const status = () => bench.clusters.statuses().find(({ context }) => context === 'demo')?.status;

function untilStatus(phase: string, withinMs?: number) {
  return until(status, bench.clusters.onChanged, (now) => now?.phase === phase, withinMs);
}

describe('a source', () => {
  test.each([
    ['service', 'web', 'http', 8080],
    ['service', 'orders-db', 'postgres', 5432],
    ['deployment', 'web', 'metrics', 9090],
    ['statefulset', 'orders-db', 5432, 5432],
    ['pod', 'orders-db-0', 'postgres', 5432],
  ] as const)('offers a ready pod of %s/%s and knows its port', async (kind, name, remote, port) => {
    const source = open(kind, name);
    const endpoint = await readyEndpoint(source);
    const pods = demo.pods('shop').map(({ metadata }) => metadata.uid);
    expect([pods.includes(endpoint.pod.uid), endpoint.portFor(remote)]).toEqual([true, port]);
  });

  test('stays with its pod while it is good, and moves when it is on its way out', async () => {
    demo.times.terminationMs = 5_000;
    const source = open('service', 'web');
    const first = await readyPod(source);
    const other = demo
      .pods('shop')
      .find(({ metadata }) => metadata.labels?.['app'] === 'web' && metadata.name !== first);
    demo.deletePod('shop', other?.metadata.name ?? '');
    await demo.readyPods('shop', 'web', 2);
    expect(await readyPod(source)).toBe(first);
    demo.deletePod('shop', first);
    expect(await readyPod(source, first)).not.toBe(first);
    // The old one still runs; it is not offered all the same.
    expect(demo.pods('shop').some(({ metadata }) => metadata.name === first)).toBe(true);
  });

  test.each(['service', 'deployment'] as const)(
    'offers every ready pod of a %s, and tells which one is terminating before it moves',
    async (kind) => {
      demo.times.terminationMs = 5_000;
      const source = open(kind, 'web');
      const two = await until(
        () => endpointNames(source),
        source.onChanged,
        (names) => names.length === 2,
      );
      const told: string[] = [];
      source.onLeaving(({ name }) => told.push(`${name} is leaving`));
      source.onChanged(() => told.push(`now ${endpointNames(source)[0] ?? 'none'}`));
      const [first = '', second = ''] = two;
      demo.deletePod('shop', first);
      expect(await readyPod(source, first)).toBe(second);
      expect([told.slice(0, 2), source.leaving.map(({ name }) => name)]).toEqual([
        [`${first} is leaving`, `now ${second}`],
        [first],
      ]);
    },
  );

  test.each(['service', 'deployment', 'pod'] as const)(
    'tells when a terminating pod of a %s has ended',
    async (kind) => {
      const source = open(kind, kind === 'pod' ? 'orders-db-0' : 'web');
      const first = await readyPod(source);
      const ended = new Promise<string>((resolve) => source.onGone(({ name }) => resolve(name)));
      demo.deletePod('shop', first);
      expect(await ended).toBe(first);
    },
  );

  test('does not go back to a pod that is ready again', async () => {
    const { watches } = stack.use(bench.clusters.acquire('demo'));
    const source = open('deployment', 'web');
    const first = await readyPod(source);
    // The same query as the source's own, whose listener was there before.
    const query = { path: '/api/v1/namespaces/shop/pods', labelSelector: 'app=web' };
    const { list } = stack.use(watches.open<PodObject>(query));
    demo.setReady('shop', first, false);
    const second = await readyPod(source, first);
    demo.setReady('shop', first, true);
    await until(
      () => list.items.get(`shop/${first}`),
      list.onChanged,
      (pod) => pod !== undefined && isUsable(pod),
    );
    expect(await readyPod(source)).toBe(second);
  });

  test('believes the watch of the pods before the slices of their service', async () => {
    demo.times.terminationMs = 5_000;
    // Slices that may not be watched are read again only every 5 s.
    demo.faults.forbidden = [{ verb: 'watch', resource: 'endpointslices', namespace: '*' }];
    const source = open('service', 'web');
    const { watches } = stack.use(bench.clusters.acquire('demo'));
    const query = { path: '/api/v1/namespaces/shop/pods', labelSelector: 'app=web' };
    const { list } = stack.use(watches.open<PodObject>(query));
    const first = await readyPod(source);
    await until(
      () => list.state.phase,
      list.onChanged,
      (phase) => phase === 'live',
    );
    demo.deletePod('shop', first);
    await until(
      () => source.state,
      source.onChanged,
      (now) => now?.kind === 'ready' && now.endpoints[0].pod.name !== first,
      2_000,
    );
  });

  test('follows a pod of the same name to its next life', async () => {
    const source = open('pod', 'orders-db-0');
    const before = (await readyEndpoint(source)).pod.uid;
    const problem = problemOfSource(source);
    demo.killPod('shop', 'orders-db-0');
    expect((await problem).message).toMatch(/^Pod orders-db-0 (was deleted. Waiting for a new one|is )/);
    const after = (await readyEndpoint(source)).pod.uid;
    expect(after).not.toBe(before);
  });

  test('says what it saw when the last pod goes', async () => {
    const source = open('deployment', 'search');
    const name = await readyPod(source);
    demo.pauseControllers();
    demo.killPod('shop', name);
    const problem = await problemOfSource(source);
    expect(problem).toEqual({
      code: 'noReadyPod',
      layer: 'apiServer',
      message: `Pod ${name} was deleted. Waiting for a new one.`,
    });
  });

  test('says that a deployment is scaled to nothing', async () => {
    const source = open('deployment', 'search');
    await readyPod(source);
    demo.scale('shop', 'search', 0);
    await problemOfSource(source, ({ message }) => message.includes('scaled to 0'));
  });

  test('says that a pod is not ready, and offers it when it is again', async () => {
    const source = open('service', 'search');
    const name = await readyPod(source);
    demo.setReady('shop', name, false);
    const told = `Pod ${name} is running but not ready. Waiting for a ready one.`;
    await problemOfSource(source, ({ message }) => message === told);
    demo.setReady('shop', name, true);
    expect(await readyPod(source)).toBe(name);
  });

  test('does not offer a suspected pod until the API has confirmed it', async () => {
    const source = open('deployment', 'search');
    const endpoint = await readyEndpoint(source);
    const gone = newProblem('podGone', 'The pod is gone.');
    source.suspect(endpoint.pod, gone);
    expect(source.state).toEqual({ kind: 'none', problem: gone, retryAt: null });
    expect((await readyEndpoint(source)).pod).toEqual(endpoint.pod);
  });

  test('moves to another pod at once when its own is suspected', async () => {
    const source = open('deployment', 'web');
    const endpoint = await readyEndpoint(source);
    source.suspect(endpoint.pod, newProblem('podGone', 'The pod is gone.'));
    expect(source.state?.kind === 'ready' && source.state.endpoints[0].pod.uid !== endpoint.pod.uid).toBe(
      true,
    );
  });
});

describe('what cannot be forwarded is said', () => {
  test.each([
    ['service', 'nope', 'targetNotFound', 'There is no service nope in namespace shop of context "demo"'],
    ['pod', 'nope', 'targetNotFound', 'There is no pod nope in namespace shop'],
    ['daemonset', 'nope', 'targetNotFound', 'There is no daemon set nope in namespace shop'],
    ['job', 'catalogue-import', 'noReadyPod', 'catalogue-import'],
  ] as const)('%s/%s', async (kind, name, code, message) => {
    const problem = await problemOfSource(open(kind, name), (one) => one.code === code);
    expect(problem.message).toContain(message);
  });

  test('a service without a selector', async () => {
    const problem = await problemOfSource(open('service', 'kubernetes', 'default'));
    expect([problem.code, problem.message]).toEqual([
      'unsupportedTarget',
      'Service kubernetes has no selector: it leads to addresses that are not pods, which cannot be forwarded. Choose a pod or another service.',
    ]);
  });

  test('a context that is not there', async () => {
    const source = stack.use(
      bench.pods.open({ context: 'other', namespace: 'shop', kind: 'pod', name: 'a' }),
    );
    expect((await problemOfSource(source)).code).toBe('contextMissing');
  });
});

describe('with few rights', () => {
  const forbid = (...rules: [verb: string, resource: string][]) => {
    demo.faults.forbidden = rules.map(([verb, resource]) => ({ verb, resource, namespace: '*' }));
  };

  test('a pod by name is read again and again where it may not be watched', async () => {
    forbid(['list', 'pods'], ['watch', 'pods']);
    expect(await readyPod(open('pod', 'orders-db-0'))).toBe('orders-db-0');
  });

  test('a pod by name is offered blindly where it may not even be read', async () => {
    forbid(['*', 'pods']);
    const source = open('pod', 'orders-db-0');
    const endpoint = await readyEndpoint(source);
    const named = () => endpoint.portFor('postgres');
    expect([endpoint.pod.uid, endpoint.portFor(5432)]).toEqual(['', 5432]);
    expect(named).toThrow(/you may not read the pod/);
  });

  test('a service is found by its pods where its slices are forbidden', async () => {
    forbid(['*', 'endpointslices']);
    const endpoint = await readyEndpoint(open('service', 'web'));
    expect(endpoint.portFor(80)).toBe(8080);
  });

  test('a service is found by its slices where its pods are forbidden', async () => {
    forbid(['*', 'pods']);
    const endpoint = await readyEndpoint(open('service', 'web'));
    expect(endpoint.portFor('http')).toBe(8080);
  });

  test('a terminating pod is seen in the slices where pods are forbidden', async () => {
    forbid(['*', 'pods']);
    demo.times.terminationMs = 5_000;
    const source = open('service', 'web');
    const first = await readyPod(source);
    demo.deletePod('shop', first);
    await readyPod(source, first);
    expect(source.leaving.map(({ name }) => name)).toEqual([first]);
  });

  test('a service whose slice is empty is waited for where its pods are forbidden', async () => {
    forbid(['*', 'pods']);
    const source = open('service', 'web');
    const first = await readyPod(source);
    demo.scale('shop', 'web', 0);
    const { code } = await problemOfSource(source);
    demo.scale('shop', 'web', 1);
    expect([code, (await readyPod(source)) === first]).toEqual(['noReadyPod', false]);
  });

  test('a service that may be listed but not watched is followed all the same', async () => {
    forbid(['watch', '*']);
    expect(await readyPod(open('service', 'web'))).toMatch(/^web-/);
  });

  test('without any, the missing right is named', async () => {
    forbid(['*', 'services']);
    const problem = await problemOfSource(open('service', 'web'));
    expect([problem.code, problem.message]).toEqual([
      'forbidden',
      `Context "demo" may not get services in namespace shop. Ask the cluster's administrator for the right "get" on "services" in namespace shop.`,
    ]);
  });
});

describe('when the API misbehaves', () => {
  test('dropped watches and a 410 lose no change', async () => {
    const source = open('service', 'web');
    const first = await readyPod(source);
    demo.faults.expiredLists = 1;
    demo.deletePod('shop', first);
    demo.expireHistory();
    demo.faults.dropWatches();
    expect(await readyPod(source, first)).not.toBe(first);
  });

  test('an API that goes away is waited for, and what changed meanwhile is seen', async () => {
    const source = open('service', 'web');
    const first = await readyPod(source);
    await demo.stopApi();
    const problem = await problemOfSource(source);
    expect([problem.code, (await untilStatus('failed'))?.phase]).toEqual(['apiUnreachable', 'failed']);
    demo.killPod('shop', first);
    await demo.startApi();
    bench.clusters.nudge();
    await untilStatus('connected');
    expect(await readyPod(source, first)).not.toBe(first);
  });

  test('comes back by itself within its own time', async () => {
    const source = open('service', 'web');
    await readyPod(source);
    await demo.stopApi();
    await problemOfSource(source);
    await demo.startApi();
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('rejected credentials stop at a problem, and a new kubeconfig is used at once', async () => {
    const source = open('service', 'web');
    await readyPod(source);
    demo.rotateToken();
    demo.faults.dropWatches();
    const problem = await problemOfSource(source);
    expect(problem.code).toBe('unauthorized');
    bench.contexts.provide('demo', demo.kubeconfig);
    await untilStatus('connected');
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('a login page is told as one, and the end of it is noticed', async () => {
    demo.faults.answer = { code: 200, body: '<html>', headers: { 'content-type': 'text/html' } };
    const source = open('service', 'web');
    const problem = await problemOfSource(source);
    expect(problem.message).toContain('answered with a web page');
    demo.faults.reset();
    bench.clusters.retry('demo');
    source.nudge();
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('a closed cluster is idle, and nothing of it goes on', async () => {
    const source = open('service', 'web');
    await readyPod(source);
    source[Symbol.dispose]();
    expect(status()).toEqual({ phase: 'idle' });
  });

  test('an unknown port is a problem of the port', async () => {
    const endpoint = await readyEndpoint(open('service', 'web'));
    const outcome = [81, 'nope'].map((remote) => {
      try {
        return endpoint.portFor(remote);
      } catch (error) {
        return problemOf(error).code;
      }
    });
    expect(outcome).toEqual(['portNotFound', 'portNotFound']);
  });
});
