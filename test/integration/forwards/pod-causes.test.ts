import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';

let cluster: DemoHost;
let host: EngineHost;
let forward: Forward;
let pod: string;

beforeEach(async () => {
  cluster = await DemoHost.start();
  host = await EngineHost.start(cluster.kubeconfigPath);
  forward = await host.forward({ namespace: 'shop', target: 'deploy/web', ports: [':http'] });
  pod = (await host.reaches(forward, 'active')).pod.name;
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});

/** Resolves once the timeline says it; the test's own time is the limit. */
async function told(sentence: string): Promise<void> {
  const { forwards } = host.engine;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const look = () => {
    if (forwards.timeline(forward.id).some(({ words }) => say('en', words) === sentence)) resolve(undefined);
  };
  const stop = forwards.onTimelineAdded(look);
  look();
  await promise.finally(stop);
}

function patchWeb(patch: object): Promise<unknown> {
  return cluster.client().object('PATCH', '/apis/apps/v1/namespaces/shop/deployments/web', patch);
}

describe('the timeline says why a pod went', () => {
  it('with a rollout of its deployment', async () => {
    await patchWeb({ spec: { template: { metadata: { annotations: { restarted: 'now' } } } } });
    await told(`${pod} was replaced by a rollout of Deployment web.`);
  });

  it('with a drained node', async () => {
    await cluster.client().object('PATCH', '/api/v1/nodes/demo-node', { spec: { unschedulable: true } });
    const eviction = {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: pod, namespace: 'shop' },
    };
    await cluster.client().object('POST', `/api/v1/namespaces/shop/pods/${pod}/eviction`, eviction);
    await told(`${pod} was evicted: its node demo-node is being drained.`);
  });

  it('with a scale to nothing', async () => {
    cluster.demo.scale('shop', 'web', 0);
    await told(`${pod} was ended: Deployment web was scaled to 0 pods.`);
  });

  it('with a deletion, gracefully or at once', async () => {
    cluster.demo.killPod('shop', pod);
    await told(`${pod} was deleted and is replaced by its ReplicaSet.`);
    const { pod: next } = await host.reaches(forward, 'active', (state) => state.pod.name !== pod);
    cluster.demo.deletePod('shop', next.name);
    await told(`${next.name} was deleted and is replaced by its ReplicaSet.`);
  });

  it('with a container that took too much memory', async () => {
    await cluster.demo.restartContainers('shop', pod, { exitCode: 137, reason: 'OOMKilled' });
    await told(`Container web of ${pod} was killed: it used more memory than it may (OOMKilled).`);
  });

  it('with a readiness probe that fails', async () => {
    cluster.demo.setReady('shop', pod, false);
    await told(`${pod} is not ready: Readiness probe failed: HTTP probe failed with statuscode: 503.`);
  });

  it('as far as the pod itself tells where nothing else may be read', async () => {
    cluster.demo.faults.forbidden = ['events', 'nodes', 'replicasets', 'deployments'].map((resource) => ({
      verb: '*',
      resource,
      namespace: '*',
    }));
    cluster.demo.evictPod('shop', pod);
    await told(`${pod} was evicted from its node demo-node, as when a node is drained.`);
  });
});

it('a login that has run out is told with what to do', async () => {
  cluster.demo.rotateToken();
  cluster.demo.faults.dropWatches();
  await host.reaches(forward, 'waiting', ({ problem }) => problem?.code === 'unauthorized');
  expect(host.engine.forwards.timeline(forward.id).at(-1)).toMatchObject({
    kind: 'podLost',
    problem: { code: 'unauthorized' },
  });
});
