import { type Message, message } from '../../shared/language/message.ts';
import type { ContainerStatus, PodObject } from './kube-objects.ts';

/** The name by which messages call a pod. */
export function podName(pod: PodObject): string {
  return pod.metadata?.name ?? '';
}

export function isReady(pod: PodObject): boolean {
  return condition(pod, 'Ready')?.status === 'True';
}

export function isTerminating(pod: PodObject): boolean {
  return pod.metadata?.deletionTimestamp !== undefined;
}

/** Succeeded or Failed: its containers will not run again. */
export function isFinished(pod: PodObject): boolean {
  const phase = pod.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Whether new connections may go to it: running, ready and not on its way out. */
export function isUsable(pod: PodObject): boolean {
  return pod.status?.phase === 'Running' && isReady(pod) && !isTerminating(pod);
}

export function restarts(pod: PodObject): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

/** When it last became ready, in milliseconds; 0 where that is not known. */
export function readySince(pod: PodObject): number {
  const time = Date.parse(condition(pod, 'Ready')?.lastTransitionTime ?? '');
  return Number.isNaN(time) ? 0 : time;
}

/** Those that are read; a pod has twice as many. */
export const conditionTypes = ['Ready', 'PodScheduled', 'DisruptionTarget'] as const;

export function condition(pod: PodObject, type: (typeof conditionTypes)[number]) {
  return pod.status?.conditions?.find((one) => one.type === type);
}

/** kubectl's STATUS column (its `printPod`), such as Running, Init:0/1, CrashLoopBackOff, Terminating. */
export function statusWord(pod: PodObject): string {
  const { status, spec, metadata } = pod;
  let word = status?.reason || status?.phase || 'Unknown';
  if (condition(pod, 'PodScheduled')?.reason === 'SchedulingGated') word = 'SchedulingGated';
  const initial = initialisingWord(pod);
  if (initial !== null) {
    word = initial;
  } else {
    const containers = status?.containerStatuses ?? [];
    // The first container's word wins, as kubectl goes through them from the last.
    word = containers.map(containerWord).find((one) => one !== null) ?? word;
    const isRunning = containers.some((one) => one.ready && one.state?.running);
    if (word === 'Completed' && isRunning) word = isReady(pod) ? 'Running' : 'NotReady';
  }
  if (metadata?.deletionTimestamp !== undefined)
    return status?.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  return spec === undefined && status === undefined ? 'Unknown' : word;
}

function containerWord({ state }: ContainerStatus): string | null {
  if (state?.waiting?.reason) return state.waiting.reason;
  if (!state?.terminated) return null;
  const { reason, signal, exitCode = 0 } = state.terminated;
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function initialisingWord(pod: PodObject): string | null {
  const declared = pod.spec?.initContainers ?? [];
  const statuses = pod.status?.initContainerStatuses ?? [];
  for (const [index, container] of statuses.entries()) {
    const { state } = container;
    const isSidecar = declared.find(({ name }) => name === container.name)?.restartPolicy === 'Always';
    if (state?.terminated?.exitCode === 0 || (isSidecar && container.started)) continue;
    if (state?.terminated) return `Init:${containerWord(container) ?? ''}`;
    const reason = state?.waiting?.reason;
    if (reason && reason !== 'PodInitializing') return `Init:${reason}`;
    return `Init:${index}/${declared.length}`;
  }
  return null;
}

/** Why connections cannot go to a pod, as one sentence; for pods that are not usable. */
export function podTrouble(object: PodObject): Message {
  const pod = podName(object);
  if (isTerminating(object)) return message('pod.beingDeleted', { pod });
  if (object.status?.phase === 'Succeeded') return message('pod.finished', { pod });
  if (object.status?.phase === 'Failed') {
    return message('pod.failed', { pod, reason: object.status.reason || null });
  }
  const status = statusWord(object).replace(/^Init:/, '');
  if (/^(ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName)$/.test(status)) {
    return message('pod.imageMissing', { pod, status });
  }
  if (status === 'CrashLoopBackOff') return message('pod.crashing', { pod, restarts: restarts(object) });
  if (/^(CreateContainerConfigError|CreateContainerError|RunContainerError)$/.test(status)) {
    return message('pod.containerNotStarting', { pod, status });
  }
  const scheduled = condition(object, 'PodScheduled');
  if (scheduled?.status === 'False') {
    return message('pod.unschedulable', { pod, reason: scheduled.message?.replace(/\.+$/, '') || null });
  }
  if (status === 'Running' || status === 'NotReady') return message('pod.notReady', { pod });
  if (status === 'Error' || status === 'OOMKilled' || status === 'Completed') {
    return message('pod.containerEnded', { pod, status });
  }
  return message('pod.starting', { pod, status });
}
