import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PodObject } from '../../../src-main/engine/kube/kube-objects.ts';
import type { PodSource } from '../../../src-main/engine/kube/pod-source.ts';
import { isUsable } from '../../../src-main/engine/kube/pod-status.ts';
import { newProblem, problemOf } from '../../../src-main/shared/problem.ts';
import { DemoBench } from './demo-bench.ts';
import { problemOfSource, readyEndpoint, readyPod, until } from './kube-bench.ts';

let bench: DemoBench;

beforeEach(async () => {
  bench = await DemoBench.start();
});
afterEach(() => bench[Symbol.asyncDispose]());

function endpointNames({ state }: PodSource): string[] {
  return state?.kind === 'ready' ? state.endpoints.map(({ pod }) => pod.name) : [];
}

describe('a source', () => {
  test.each([
    ['service', 'web', 'http', 8080],
    ['service', 'orders-db', 'postgres', 5432],
    ['deployment', 'web', 'metrics', 9090],
    ['statefulset', 'orders-db', 5432, 5432],
    ['pod', 'orders-db-0', 'postgres', 5432],
  ] as const)('offers a ready pod of %s/%s and knows its port', async (kind, name, remote, port) => {
    const source = bench.open(kind, name);
    const endpoint = await readyEndpoint(source);
    const pods = bench.demo.pods('shop').map(({ metadata }) => metadata.uid);
    expect([pods.includes(endpoint.pod.uid), endpoint.portFor(remote)]).toEqual([true, port]);
  });

  test('stays with its pod while it is good, and moves when it is on its way out', async () => {
    bench.demo.times.terminationMs = 5_000;
    const source = bench.open('service', 'web');
    const first = await readyPod(source);
    const other = bench.demo
      .pods('shop')
      .find(({ metadata }) => metadata.labels?.['app'] === 'web' && metadata.name !== first);
    bench.demo.deletePod('shop', other?.metadata.name ?? '');
    await bench.demo.readyPods('shop', 'web', 2);
    expect(await readyPod(source)).toBe(first);
    bench.demo.deletePod('shop', first);
    expect(await readyPod(source, first)).not.toBe(first);
    // The old one still runs; it is not offered all the same.
    expect(bench.demo.pods('shop').some(({ metadata }) => metadata.name === first)).toBe(true);
  });

  test.each(['service', 'deployment'] as const)(
    'offers every ready pod of a %s, and tells which one is terminating before it moves',
    async (kind) => {
      bench.demo.times.terminationMs = 5_000;
      const source = bench.open(kind, 'web');
      const two = await until(
        () => endpointNames(source),
        source.onChanged,
        (names) => names.length === 2,
      );
      const told: string[] = [];
      source.onLeaving(({ name }) => told.push(`${name} is leaving`));
      source.onChanged(() => told.push(`now ${endpointNames(source)[0] ?? 'none'}`));
      const [first = '', second = ''] = two;
      bench.demo.deletePod('shop', first);
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
      const source = bench.open(kind, kind === 'pod' ? 'orders-db-0' : 'web');
      const first = await readyPod(source);
      const ended = new Promise<string>((resolve) => source.onGone(({ name }) => resolve(name)));
      bench.demo.deletePod('shop', first);
      expect(await ended).toBe(first);
    },
  );

  test('does not go back to a pod that is ready again', async () => {
    const { watches } = bench.stack.use(bench.kube.clusters.acquire('demo'));
    const source = bench.open('deployment', 'web');
    const first = await readyPod(source);
    // The same query as the source's own, whose listener was there before.
    const query = { path: '/api/v1/namespaces/shop/pods', labelSelector: 'app=web' };
    const { list } = bench.stack.use(watches.open<PodObject>(query));
    bench.demo.setReady('shop', first, false);
    const second = await readyPod(source, first);
    bench.demo.setReady('shop', first, true);
    await until(
      () => list.items.get(`shop/${first}`),
      list.onChanged,
      (pod) => pod !== undefined && isUsable(pod),
    );
    expect(await readyPod(source)).toBe(second);
  });

  test('believes the watch of the pods before the slices of their service', async () => {
    bench.demo.times.terminationMs = 5_000;
    // Slices that may not be watched are read again only every 5 s.
    bench.demo.faults.forbidden = [{ verb: 'watch', resource: 'endpointslices', namespace: '*' }];
    const source = bench.open('service', 'web');
    const { watches } = bench.stack.use(bench.kube.clusters.acquire('demo'));
    const query = { path: '/api/v1/namespaces/shop/pods', labelSelector: 'app=web' };
    const { list } = bench.stack.use(watches.open<PodObject>(query));
    const first = await readyPod(source);
    await until(
      () => list.state.phase,
      list.onChanged,
      (phase) => phase === 'live',
    );
    bench.demo.deletePod('shop', first);
    await until(
      () => source.state,
      source.onChanged,
      (now) => now?.kind === 'ready' && now.endpoints[0].pod.name !== first,
      2_000,
    );
  });

  test('follows a pod of the same name to its next life', async () => {
    const source = bench.open('pod', 'orders-db-0');
    const before = (await readyEndpoint(source)).pod.uid;
    const problem = problemOfSource(source);
    bench.demo.killPod('shop', 'orders-db-0');
    expect((await problem).message).toMatch(/^Pod orders-db-0 (was deleted. Waiting for a new one|is )/);
    const after = (await readyEndpoint(source)).pod.uid;
    expect(after).not.toBe(before);
  });

  test('says what it saw when the last pod goes', async () => {
    const source = bench.open('deployment', 'search');
    const name = await readyPod(source);
    bench.demo.pauseControllers();
    bench.demo.killPod('shop', name);
    const problem = await problemOfSource(source);
    expect(problem).toMatchObject({
      code: 'noReadyPod',
      layer: 'apiServer',
      message: `Pod ${name} was deleted. Waiting for a new one.`,
    });
  });

  test('says that a deployment is scaled to nothing', async () => {
    const source = bench.open('deployment', 'search');
    await readyPod(source);
    bench.demo.scale('shop', 'search', 0);
    await problemOfSource(source, ({ message }) => message.includes('scaled to 0'));
  });

  test('says that a pod is not ready, and offers it when it is again', async () => {
    const source = bench.open('service', 'search');
    const name = await readyPod(source);
    bench.demo.setReady('shop', name, false);
    const told = `Pod ${name} is running but not ready. Waiting for a ready one.`;
    await problemOfSource(source, ({ message }) => message === told);
    bench.demo.setReady('shop', name, true);
    expect(await readyPod(source)).toBe(name);
  });

  test('does not offer a suspected pod until the API has confirmed it', async () => {
    const source = bench.open('deployment', 'search');
    const endpoint = await readyEndpoint(source);
    const gone = newProblem('podGone', 'The pod is gone.');
    source.suspect(endpoint.pod, gone);
    expect(source.state).toEqual({ kind: 'none', problem: gone, retryAt: null });
    expect((await readyEndpoint(source)).pod).toEqual(endpoint.pod);
  });

  test('moves to another pod at once when its own is suspected', async () => {
    const source = bench.open('deployment', 'web');
    const endpoint = await readyEndpoint(source);
    source.suspect(endpoint.pod, newProblem('podGone', 'The pod is gone.'));
    expect(source.state?.kind === 'ready' && source.state.endpoints[0].pod.uid !== endpoint.pod.uid).toBe(
      true,
    );
  });

  test('an unknown port is a problem of the port', async () => {
    const endpoint = await readyEndpoint(bench.open('service', 'web'));
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

describe('what cannot be forwarded is said', () => {
  test.each([
    ['service', 'nope', 'targetNotFound', 'There is no service nope in namespace shop of context “demo”'],
    ['pod', 'nope', 'targetNotFound', 'There is no pod nope in namespace shop'],
    ['daemonset', 'nope', 'targetNotFound', 'There is no daemon set nope in namespace shop'],
    ['job', 'catalogue-import', 'noReadyPod', 'catalogue-import'],
  ] as const)('%s/%s', async (kind, name, code, message) => {
    const problem = await problemOfSource(bench.open(kind, name), (one) => one.code === code);
    expect(problem.message).toContain(message);
  });

  test('a service without a selector', async () => {
    const problem = await problemOfSource(bench.open('service', 'kubernetes', 'default'));
    expect([problem.code, problem.message]).toEqual([
      'unsupportedTarget',
      'Service kubernetes has no selector: it leads to addresses that are not pods, which cannot be forwarded. Choose a pod or another service.',
    ]);
  });

  test('a context that is not there', async () => {
    const source = bench.stack.use(
      bench.kube.pods.open({ context: 'other', namespace: 'shop', kind: 'pod', name: 'a' }),
    );
    expect((await problemOfSource(source)).code).toBe('contextMissing');
  });
});
