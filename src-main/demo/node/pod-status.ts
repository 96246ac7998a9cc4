import { randomBytes } from 'node:crypto';

import { type Condition, type ContainerStatus, type Pod, type PodStatus, timestamp } from '../objects.ts';

/** Scheduled, its containers not yet started. */
export function pendingStatus(pod: Pod, hostIP: string): PodStatus {
  return {
    phase: 'Pending',
    conditions: conditions({ PodScheduled: true }, []),
    hostIP,
    startTime: timestamp(),
    qosClass: 'BestEffort',
    containerStatuses: containers(pod, { state: { waiting: { reason: 'ContainerCreating' } } }),
  };
}

/** No node takes it. */
export function unschedulableStatus(pod: Pod): PodStatus {
  const [scheduled] = conditions({ PodScheduled: false }, [], 'Unschedulable');
  const message = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
  return { ...pod.status, conditions: scheduled ? [{ ...scheduled, message }] : [] };
}

/** An image that does not exist: the pod stays Pending, and says why. */
export function pullFailedStatus(pod: Pod, podIP: string, image: string): PodStatus {
  const message = `Back-off pulling image "${image}": ErrImagePull: failed to resolve reference "${image}": not found`;
  return {
    ...pod.status,
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: conditions(notReady, pod.status.conditions),
    containerStatuses: containers(pod, { state: { waiting: { reason: 'ImagePullBackOff', message } } }),
  };
}

/** Its containers run, and are not ready yet. */
export function runningStatus(pod: Pod, podIP: string): PodStatus {
  return {
    ...pod.status,
    phase: 'Running',
    conditions: conditions(notReady, pod.status.conditions),
    podIP,
    podIPs: [{ ip: podIP }],
    containerStatuses: containers(pod, {
      containerID: `containerd://${randomBytes(32).toString('hex')}`,
      started: true,
      state: { running: { startedAt: timestamp() } },
    }),
  };
}

/** The same pod with or without readiness. */
export function readyStatus(pod: Pod, ready: boolean): PodStatus {
  return {
    ...pod.status,
    conditions: conditions(
      { PodScheduled: true, Initialized: true, ContainersReady: ready, Ready: ready },
      pod.status.conditions,
    ),
    containerStatuses: (pod.status.containerStatuses ?? []).map((status) => ({ ...status, ready })),
  };
}

/** How a container ended; 0 is `Completed`, 137 by the kernel for want of memory `OOMKilled`, all else `Error`. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled';
}

/** Its containers have ended and begin again. */
export function restartedStatus(pod: Pod, end: ContainerEnd): PodStatus {
  const status = readyStatus(pod, false);
  return {
    ...status,
    containerStatuses: (status.containerStatuses ?? []).map((container) => ({
      ...container,
      restartCount: container.restartCount + 1,
      state: { running: { startedAt: timestamp() } },
      lastState: { terminated: { ...end, finishedAt: timestamp() } },
    })),
  };
}

/** Its containers have ended well: a job's pod that has done its work, a deleted pod before it goes. */
export function succeededStatus(pod: Pod): PodStatus {
  const finished = {
    startedAt: pod.status.startTime,
    finishedAt: timestamp(),
    exitCode: 0,
    reason: 'Completed',
  };
  return {
    ...pod.status,
    phase: 'Succeeded',
    conditions: conditions(notReady, pod.status.conditions, 'PodCompleted'),
    containerStatuses: (pod.status.containerStatuses ?? []).map((status) => ({
      ...status,
      ready: false,
      started: false,
      state: { terminated: finished },
    })),
  };
}

const notReady = { PodScheduled: true, Initialized: true, ContainersReady: false, Ready: false };

/** It is about to be ended from outside, and says by whom: what the API server sets before it deletes an evicted pod. */
export function disruptedStatus(pod: Pod, reason: string, message: string): PodStatus {
  const target = { type: 'DisruptionTarget', status: 'True', lastTransitionTime: timestamp() } as const;
  return { ...pod.status, conditions: [...(pod.status.conditions ?? []), { ...target, reason, message }] };
}

/** The conditions with these truths, beside those of other kinds; one that stays as it was keeps the time of its last change. */
function conditions(
  truths: Readonly<Record<string, boolean>>,
  before: readonly Condition[] = [],
  reason = 'ContainersNotReady',
): Condition[] {
  const others = before.filter(({ type }) => !(type in truths));
  const told = Object.entries(truths).map(([type, truth]): Condition => {
    const status = truth ? 'True' : 'False';
    const same = before.find((condition) => condition.type === type && condition.status === status);
    return {
      type,
      status,
      lastTransitionTime: same?.lastTransitionTime ?? timestamp(),
      ...(!truth && { reason }),
    };
  });
  return [...told, ...others];
}

function containers(pod: Pod, state: Partial<ContainerStatus>): ContainerStatus[] {
  return pod.spec.containers.map(({ name, image }) => ({
    name,
    image,
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: {},
    lastState: {},
    ...state,
  }));
}
