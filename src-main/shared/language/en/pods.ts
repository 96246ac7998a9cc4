import { capital, count } from './grammar.ts';

/**
 * Why connections cannot go to a pod, or to a port of one. A `status` is as in kubectl's STATUS column, a `reason` in
 * Kubernetes' words without a full stop.
 */
export const pods = {
  'pod.beingDeleted': ({ pod }: { pod: string }) => `Pod ${pod} is being deleted.`,
  'pod.containerEnded': ({ pod, status }: { pod: string; status: string }) =>
    `A container of pod ${pod} has ended (${status}).`,
  'pod.containerNotStarting': ({ pod, status }: { pod: string; status: string }) =>
    `Pod ${pod} cannot start its container (${status}).`,
  'pod.crashing': ({ pod, restarts }: { pod: string; restarts: number }) =>
    `Pod ${pod} keeps crashing (CrashLoopBackOff, ${count(restarts, 'restart')}).`,
  'pod.deleted': ({ pod }: { pod: string }) => `Pod ${pod} was deleted.`,
  'pod.failed': ({ pod, reason }: { pod: string; reason: string | null }) =>
    `Pod ${pod} has failed${reason === null ? '' : ` (${reason})`}.`,
  'pod.finished': ({ pod }: { pod: string }) => `Pod ${pod} has finished.`,
  'pod.imageMissing': ({ pod, status }: { pod: string; status: string }) =>
    `Pod ${pod} cannot get its image (${status}).`,
  'pod.noLongerReady': ({ pod }: { pod: string }) => `Pod ${pod} is not ready any more.`,
  'pod.none': ({ target }: { target: string }) =>
    `${capital(target)} has no pods. Waiting for one; check that it is scaled up.`,
  /** `seen` is a sentence about the last pod. */
  'pod.noneLeft': ({ seen }: { seen: string }) => `${seen} Waiting for a new one.`,
  'pod.noneOfAllReady': ({ trouble, all, target }: { trouble: string; all: number; target: string }) =>
    `${trouble} None of the ${count(all, 'pod')} of ${target} is ready. Waiting for a ready one.`,
  'pod.noneReady': ({ target }: { target: string }) => `No pod of ${target} is ready. Waiting for one.`,
  /** `trouble` is a sentence about one pod. */
  'pod.noneReadyFor': ({ trouble }: { trouble: string }) => `${trouble} Waiting for a ready one.`,
  'pod.notReady': ({ pod }: { pod: string }) => `Pod ${pod} is running but not ready.`,
  'pod.starting': ({ pod, status }: { pod: string; status: string }) => `Pod ${pod} is starting (${status}).`,
  'pod.unschedulable': ({ pod, reason }: { pod: string; reason: string | null }) =>
    `Pod ${pod} cannot be scheduled${reason === null ? '' : `: ${reason}`}.`,
  'targetPort.missing': ({
    object,
    port,
    declared,
  }: {
    object: string;
    port: string | number;
    declared: readonly string[];
  }) => {
    const choice =
      declared.length === 0
        ? 'It declares none; use the number of a port.'
        : `Choose one of ${declared.join(', ')}.`;
    return `${capital(object)} has no TCP port ${port}. ${choice}`;
  },
  'targetPort.notTcp': ({
    object,
    port,
    protocol,
  }: {
    object: string;
    port: string | number;
    protocol: string;
  }) => `Port ${port} of ${object} is ${protocol}, which Kubernetes cannot forward. Choose a TCP port.`,
  'targetPort.unread': ({ pod, port }: { pod: string; port: string }) =>
    `The port “${port}” of pod ${pod} cannot be looked up: you may not read the pod. Use the port’s number, or ask for the right to get pods.`,
};
