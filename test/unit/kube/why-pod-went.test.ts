import { expect, it } from 'vitest';
import type {
  ControllerObject,
  EventObject,
  NodeObject,
  PodObject,
} from '../../../src-main/engine/kube/kube-objects.ts';
import { type PodEvidence, whyPodWent } from '../../../src-main/engine/kube/why-pod-went.ts';
import { say } from '../../../src-main/shared/language/message.ts';

// As Kubernetes 1.36 writes them, without what is not read.

const name = 'web-5d8c7f9b4-x2x7q';
const replicaSet = { kind: 'ReplicaSet', name: 'web-5d8c7f9b4', uid: 'rs-1', controller: true };
const unreadyAt = '2026-03-02T10:00:30Z';

function pod(change: {
  status?: object;
  conditions?: object[];
  deleting?: boolean;
  owner?: object | null;
  container?: object;
  labels?: Record<string, string>;
}): PodObject {
  const { status = {}, conditions = [], deleting = true, owner = replicaSet, container = {} } = change;
  return {
    metadata: {
      namespace: 'shop',
      name,
      uid: 'pod-1',
      ...(change.labels && { labels: change.labels }),
      ...(deleting && { deletionTimestamp: '2026-03-02T10:01:00Z' }),
      ...(owner && { ownerReferences: [owner] }),
    },
    spec: { nodeName: 'worker-2', containers: [{ name: 'web' }] },
    status: {
      phase: 'Running',
      conditions: [
        {
          type: 'Ready',
          status: deleting ? 'True' : 'False',
          lastTransitionTime: unreadyAt,
          ...(!deleting && {
            reason: 'ContainersNotReady',
            message: 'containers with unready status: [web]',
          }),
        },
        ...conditions,
      ],
      containerStatuses: [
        {
          name: 'web',
          ready: deleting,
          restartCount: 0,
          state: { running: {} },
          lastState: {},
          ...container,
        },
      ],
      ...status,
    },
  };
}

function disrupted(reason: string, message: string, status: object = {}): PodObject {
  const target = { type: 'DisruptionTarget', status: 'True', reason, message, lastTransitionTime: unreadyAt };
  return pod({ conditions: [target], status });
}

function owner(replicas: number, revision?: string): ControllerObject {
  const annotations = revision === undefined ? {} : { 'deployment.kubernetes.io/revision': revision };
  return { metadata: { name: 'web', uid: 'rs-1', annotations }, spec: { replicas } };
}

function event(reason: string, message: string, lastTimestamp: string | null = unreadyAt): EventObject {
  return { reason, message, lastTimestamp, firstTimestamp: lastTimestamp, eventTime: null };
}

function secondsBefore(time: string, seconds: number): string {
  return new Date(Date.parse(time) - seconds * 1_000).toISOString();
}

function why(evidence: Partial<PodEvidence> & Pick<PodEvidence, 'pod'>): string | null {
  const words = whyPodWent({
    isThere: true,
    owner: null,
    deployment: null,
    node: null,
    events: [],
    ...evidence,
  });
  return words && say('en', words);
}

const cordoned: NodeObject = { spec: { unschedulable: true } };
const lost: NodeObject = { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } };
const deletedByItsSet = event('SuccessfulDelete', `Deleted pod: ${name}`);
const terminated = (reason: string, exitCode: number, finishedAt = '2026-03-02T10:00:29Z') => ({
  terminated: { reason, exitCode, finishedAt },
});
const unready = (container: object) => pod({ deleting: false, container });

it.each<[string, Parameters<typeof why>[0], string | null]>([
  [
    'a drained node',
    { pod: disrupted('EvictionByEvictionAPI', 'Eviction API: evicting'), node: cordoned },
    `${name} was evicted: its node worker-2 is being drained.`,
  ],
  [
    'an eviction by another hand',
    { pod: disrupted('EvictionByEvictionAPI', 'Eviction API: evicting') },
    `${name} was evicted from its node worker-2, as when a node is drained.`,
  ],
  [
    'a pod of higher priority',
    {
      pod: disrupted(
        'PreemptionByScheduler',
        'default-scheduler: preempting to accommodate a higher priority pod',
      ),
    },
    `${name} had to make room for a pod of higher priority.`,
  ],
  [
    'a node that is lost',
    { pod: disrupted('DeletionByTaintManager', 'Taint manager: deleting due to NoExecute taint') },
    `${name} was removed: its node worker-2 keeps no pods (a taint, as of a node that is lost).`,
  ],
  [
    'a node that is gone',
    { pod: disrupted('DeletionByPodGC', 'PodGC: node no longer exists') },
    `${name} was removed: its node worker-2 is gone.`,
  ],
  [
    'a node short of memory',
    {
      pod: disrupted(
        'TerminationByKubelet',
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Ki. ',
        { phase: 'Failed', reason: 'Evicted' },
      ),
    },
    `${name} was ended by its node worker-2: The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Ki.`,
  ],
  [
    'a node short of something, before there was the condition',
    {
      pod: pod({
        deleting: false,
        status: {
          phase: 'Failed',
          reason: 'Evicted',
          message: 'The node was low on resource: ephemeral-storage.',
        },
      }),
    },
    `${name} was ended by its node worker-2: The node was low on resource: ephemeral-storage.`,
  ],
  [
    'a rollout',
    { pod: pod({}), owner: owner(0, '3'), deployment: owner(2, '4'), events: [deletedByItsSet] },
    `${name} was replaced by a rollout of Deployment web.`,
  ],
  [
    'a rollout, without the right to list events',
    { pod: pod({}), isThere: false, owner: owner(1, '9'), deployment: owner(2, '10') },
    `${name} was replaced by a rollout of Deployment web.`,
  ],
  [
    'a rollout of a stateful set',
    {
      pod: pod({
        owner: { kind: 'StatefulSet', name: 'db', controller: true },
        labels: { 'controller-revision-hash': 'db-6f7' },
      }),
      owner: { ...owner(3), status: { updateRevision: 'db-8a1' } },
    },
    `${name} was replaced by a rollout of StatefulSet db.`,
  ],
  [
    'a scale',
    { pod: pod({}), owner: owner(1, '4'), deployment: owner(1, '4'), events: [deletedByItsSet] },
    `${name} was ended: Deployment web was scaled to 1 pod.`,
  ],
  [
    'a scale to nothing, without the rights to read deployments and events',
    { pod: pod({}), owner: owner(0, '4') },
    `${name} was ended: ReplicaSet web-5d8c7f9b4 was scaled to 0 pods.`,
  ],
  [
    'a deleted deployment',
    { pod: pod({}), owner: 'deleted' },
    `${name} was deleted with its ReplicaSet web-5d8c7f9b4.`,
  ],
  [
    'a person who deletes it',
    {
      pod: pod({}),
      owner: owner(2, '4'),
      deployment: owner(2, '4'),
      events: [event('SuccessfulDelete', 'Deleted pod: web-5d8c7f9b4-other')],
    },
    `${name} was deleted and is replaced by its ReplicaSet.`,
  ],
  ['a person who deletes a pod alone', { pod: pod({ owner: null }) }, `${name} was deleted.`],
  [
    'too much memory',
    { pod: unready({ ready: false, lastState: terminated('OOMKilled', 137) }) },
    `Container web of ${name} was killed: it used more memory than it may (OOMKilled).`,
  ],
  [
    'a crash',
    { pod: unready({ ready: false, state: terminated('Error', 2) }) },
    `Container web of ${name} ended with exit code 2.`,
  ],
  [
    'a failing liveness probe',
    {
      pod: unready({ ready: false, lastState: terminated('Error', 143) }),
      events: [event('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500')],
    },
    `Container web of ${name} was restarted: Liveness probe failed: HTTP probe failed with statuscode: 500.`,
  ],
  [
    'a failing readiness probe, and not a crash of an hour ago nor an event of then',
    {
      pod: unready({ ready: false, lastState: terminated('Error', 1, '2026-03-02T09:00:00Z') }),
      events: [
        event('Unhealthy', 'Readiness probe failed: old', '2026-03-02T09:00:00Z'),
        event('Unhealthy', 'Readiness probe failed: it started', secondsBefore(unreadyAt, 3)),
        event(
          'Unhealthy',
          'Readiness probe failed: Get "http://10.1.0.7:8080/ready?key=s3cr3t": context deadline exceeded\nmore',
        ),
      ],
    },
    `${name} is not ready: Readiness probe failed: Get "http://10.1.0.7:8080/ready": context deadline exceeded.`,
  ],
  [
    'an image that cannot be pulled',
    {
      pod: unready({
        ready: false,
        state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "web:2"' } },
      }),
    },
    `${name} cannot get its image: Back-off pulling image "web:2".`,
  ],
  [
    'a node that does not answer',
    { pod: unready({ ready: false }), node: lost },
    `${name} is not ready: its node worker-2 is not ready.`,
  ],
  [
    'a node that does not answer, without the right to read it',
    { pod: unready({ ready: false }), events: [event('NodeNotReady', 'Node is not ready')] },
    `${name} is not ready: its node worker-2 is not ready.`,
  ],
  ['something that the cluster does not tell', { pod: unready({ ready: false }) }, null],
])('tells of %s', (_what, evidence, sentence) => {
  expect(why(evidence)).toBe(sentence);
});
