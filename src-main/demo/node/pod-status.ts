import { randomBytes } from 'node:crypto';

import { type Condition, type ContainerStatus, type Pod, type PodStatus, timestamp } from '../objects.ts';

/** Scheduled, its containers not yet started. */
export function pendingStatus(pod: Pod, hostIP: string): PodStatus {
  return {
    phase: 'Pending',
    conditions: conditions({ PodScheduled: true }),
    hostIP,
    startTime: timestamp(),
    qosClass: 'BestEffort',
    containerStatuses: containers(pod, { state: { waiting: { reason: 'ContainerCreating' } } }),
  };
}

/** An image that does not exist: the pod stays Pending, and says why. */
export function waitingStatus(pod: Pod, image: string): PodStatus {
  const message = `Back-off pulling image "${image}": ErrImagePull: failed to resolve reference "${image}": not found`;
  return {
    ...pod.status,
    conditions: conditions({ PodScheduled: true, Initialized: true, ContainersReady: false, Ready: false }),
    containerStatuses: containers(pod, { state: { waiting: { reason: 'ImagePullBackOff', message } } }),
  };
}

/** Its containers run, and are not ready yet. */
export function runningStatus(pod: Pod, podIP: string): PodStatus {
  return {
    ...pod.status,
    phase: 'Running',
    conditions: conditions({ PodScheduled: true, Initialized: true, ContainersReady: false, Ready: false }),
    podIP,
    podIPs: [{ ip: podIP }],
    containerStatuses: containers(pod, {
      containerID: `containerd://${randomBytes(32).toString('hex')}`,
      started: true,
      state: { running: { startedAt: timestamp() } },
    }),
  };
}

/** The same pod with or without readiness; `restarts` are counted on top of those before. */
export function readyStatus(pod: Pod, ready: boolean, restarts = 0): PodStatus {
  return {
    ...pod.status,
    conditions: conditions({ PodScheduled: true, Initialized: true, ContainersReady: ready, Ready: ready }),
    containerStatuses: (pod.status.containerStatuses ?? []).map((status) => ({
      ...status,
      ready,
      restartCount: status.restartCount + restarts,
    })),
  };
}

/** A job's pod that has done its work. */
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
    conditions: conditions(
      { PodScheduled: true, Initialized: true, ContainersReady: false, Ready: false },
      'PodCompleted',
    ),
    containerStatuses: (pod.status.containerStatuses ?? []).map((status) => ({
      ...status,
      ready: false,
      started: false,
      state: { terminated: finished },
    })),
  };
}

function conditions(truths: Record<string, boolean>, reason = 'ContainersNotReady'): Condition[] {
  return Object.entries(truths).map(([type, truth]) => ({
    type,
    status: truth ? 'True' : 'False',
    lastTransitionTime: timestamp(),
    ...(!truth && { reason }),
  }));
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
