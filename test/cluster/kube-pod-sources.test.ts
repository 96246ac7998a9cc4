import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PodSource } from '../../src-main/engine/kube/pod-source.ts';
import type { RemotePort } from '../../src-main/shared/port-pair.ts';
import type { TargetKind } from '../../src-main/shared/target.ts';
import {
  type KubeBench,
  openBench,
  problemOfSource,
  readyEndpoint,
  readyPod,
  until,
} from '../integration/kube/kube-bench.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { deployment, type Manifest, pod, service, statefulSet } from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';

let cluster: Cluster;
let namespace: TestNamespace;
let bench: KubeBench;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  cluster = await startCluster();
  stack = new AsyncDisposableStack();
  namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'kube'));
  bench = stack.use(await openBench({ kubeconfig: cluster.kubeconfigPath }));
});

afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

function open(kind: TargetKind, name: string): PodSource {
  const context = bench.contexts.list().find(({ current }) => current)?.name ?? '';
  return stack.use(bench.pods.open({ context, namespace: namespace.name, kind, name }));
}

/** The same object with other fields in its spec. */
function withSpec(manifest: Manifest, spec: object): Manifest {
  return { ...manifest, spec: { ...(manifest['spec'] as object), ...spec } };
}

const soonMs = 60_000;

describe('ports mean what kubectl takes them for', () => {
  test('through a service, headless and not', async () => {
    const ports = [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'plain', port: 7000, targetPort: 7000 },
    ];
    await namespace.apply(
      pod('one', { labels: { app: 'web' } }),
      service('web', { ports }),
      service('bare', { ports, type: 'Headless', selector: { app: 'web' } }),
    );
    const portsOf = async (name: string, ...remotes: RemotePort[]) => {
      const endpoint = await readyEndpoint(open('service', name), soonMs);
      return remotes.map((remote) => endpoint.portFor(remote));
    };
    expect([await portsOf('web', 80, 'web', 7000), await portsOf('bare', 80, 'web', 7000)]).toEqual([
      [8080, 8080, 7000],
      [80, 80, 7000],
    ]);
  });

  test('for each pod of a service by itself', async () => {
    await namespace.apply(
      pod('one', { labels: { app: 'web' }, portNames: { http: 8080 } }),
      service('web', { ports: [{ name: 'any', port: 80, targetPort: 'http' }] }),
    );
    const source = open('service', 'web');
    expect((await readyEndpoint(source, soonMs)).portFor('any')).toBe(8080);
    await namespace.apply(pod('two', { labels: { app: 'web' }, portNames: { http: 7000 } }));
    await namespace.readyPods('app=web', 2);
    await namespace.kubectl('delete', 'pod', 'one', '--wait=false');
    await readyPod(source, 'one');
    expect((await readyEndpoint(source, soonMs)).portFor('any')).toBe(7000);
  });
});

describe('pods come and go', () => {
  test('through a whole rollout the source always has a pod, and ends on a new one', async () => {
    await namespace.apply(deployment('web', { replicas: 2, drainSeconds: 1 }), service('web'));
    await namespace.readyPods('app=web', 2);
    const source = open('service', 'web');
    const first = await readyPod(source);
    const lost: string[] = [];
    source.onChanged((state) => {
      if (state.kind === 'none') lost.push(state.problem.message);
    });
    await namespace.kubectl('rollout', 'restart', 'deployment/web');
    await namespace.kubectl('rollout', 'status', 'deployment/web', '--timeout=90s');
    await readyPod(source, first);
    expect(lost).toEqual([]);
  });

  test('a stateful set’s pod is followed to its next life by name', async () => {
    await namespace.apply(statefulSet('db'));
    await namespace.readyPods('app=db');
    const source = open('pod', 'db-0');
    const before = await readyEndpoint(source, soonMs);
    await namespace.kubectl('delete', 'pod', 'db-0', '--wait=false');
    await until(
      () => source.state,
      source.onChanged,
      (state) => state?.kind === 'ready' && state.endpoints[0].pod.uid !== before.pod.uid,
      60_000,
    );
  });

  test('a service that publishes pods before they are ready offers them', async () => {
    await namespace.apply(
      pod('slow', { labels: { app: 'web' }, args: ['-unready'] }),
      service('strict', { selector: { app: 'web' } }),
      withSpec(service('early', { selector: { app: 'web' } }), { publishNotReadyAddresses: true }),
    );
    const strict = open('service', 'strict');
    expect((await readyEndpoint(open('service', 'early'), soonMs)).pod.name).toBe('slow');
    await problemOfSource(strict, ({ message }) => message.startsWith('Pod slow is running but not ready.'));
  });
});

describe('selectors count in full', () => {
  test('expressions of a deployment included', async () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }],
    };
    await namespace.apply(
      pod('stranger', { labels: { app: 'web', tier: 'back' } }),
      withSpec(deployment('web', { labels: { app: 'web', tier: 'front' } }), { selector }),
    );
    await namespace.readyPods('app=web', 2);
    expect(await readyPod(open('deployment', 'web'))).toMatch(/^web-/);
  });
});

describe('other users of the cluster', () => {
  test('one with a client certificate, and one with a right to nothing but a name', async () => {
    await namespace.apply(pod('lone'));
    await namespace.kubectl('wait', '--for=condition=Ready', 'pod/lone', '--timeout=60s');
    const uids: string[] = [];
    for (const user of ['certificate', 'nobody'] as const) {
      const other = stack.use(await openBench({ kubeconfig: cluster.userKubeconfig(user) }));
      const target = { context: other.contexts.list()[0]?.name ?? '', namespace: namespace.name };
      const source = stack.use(other.pods.open({ ...target, kind: 'pod', name: 'lone' }));
      uids.push((await readyEndpoint(source, soonMs)).pod.uid === '' ? 'unread' : 'read');
    }
    expect(uids).toEqual(['read', 'unread']);
  });
});

describe('why there is no pod', () => {
  const container = (changes: object) => {
    const made = pod('p')['spec'] as { containers: readonly object[] };
    return { containers: made.containers.map((one) => ({ ...one, ...changes })) };
  };

  test.each([
    [
      'an image that is not there',
      container({ image: 'nowhere.test/nothing:1', imagePullPolicy: 'Never' }),
      /^Pod p cannot get its image \(ErrImageNeverPull\)\. Waiting/,
    ],
    [
      'a program that ends at once',
      container({ args: ['-no-such-flag'] }),
      /^(Pod p keeps crashing \(CrashLoopBackOff|A container of pod p has ended \(Error\))/,
    ],
    [
      'a node that is not there',
      { nodeSelector: { 'example.org/none': 'x' } },
      /^Pod p cannot be scheduled: 0\/1 nodes are available/,
    ],
  ])('%s', async (_what, spec, message) => {
    await namespace.apply(withSpec(pod('p'), spec));
    const source = open('pod', 'p');
    await until(
      () => source.state,
      source.onChanged,
      (state) => state?.kind === 'none' && message.test(state.problem.message),
      60_000,
    );
  });

  test('an outside name', async () => {
    await namespace.apply(withSpec(service('out'), { type: 'ExternalName', externalName: 'db.example.org' }));
    expect((await problemOfSource(open('service', 'out'))).message).toBe(
      'Service out stands for the outside name db.example.org, not for pods. Connect to that name directly.',
    );
  });
});
