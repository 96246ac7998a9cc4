import { message, type Message, type MessageId } from '../../shared/language/message.ts';
import type {
  ContainerStatus,
  ControllerObject,
  EventObject,
  NodeObject,
  OwnerReference,
  PodObject,
} from './kube-objects.ts';
import { condition, isFinished, isReady, isTerminating, podName } from './pod-status.ts';

/** What the cluster knows of a pod that connections no longer go to; whatever may not be read is null or empty. */
export interface PodEvidence {
  /** As it was last seen. */
  readonly pod: PodObject;
  /** Whether it is still there, terminating or not. */
  readonly isThere: boolean;
  /** Its controller as it is now. */
  readonly owner: ControllerObject | 'deleted' | null;
  /** The deployment of a replica set. */
  readonly deployment: ControllerObject | null;
  readonly node: NodeObject | null;
  /** Those of the pod and of its controller. */
  readonly events: readonly EventObject[];
}

/** What happened so long before a pod became unready may be its cause, in milliseconds of the cluster's time. */
const causeMs = 120_000;
const revisionKey = 'deployment.kubernetes.io/revision';
/** Without a single eviction (`why.evicted`), which concerns that pod alone. */
const causedByNode: ReadonlySet<MessageId> = new Set([
  'why.drained',
  'why.nodeTaint',
  'why.nodeGone',
  'why.nodeEnded',
  'why.nodeNotReady',
]);

/**
 * Why a pod went or became unready, as one sentence: its own conditions and containers first, then its controller and
 * node, then events. Null where the cluster does not tell.
 */
export function whyPodWent(evidence: PodEvidence): Message | null {
  const { pod, isThere } = evidence;
  const disrupted = whyDisrupted(evidence);
  if (disrupted !== null) return disrupted;
  if (!isThere || isTerminating(pod)) return whyDeleted(evidence);
  if (isFinished(pod)) return whyEnded(evidence);
  return isReady(pod) ? null : (whyEnded(evidence) ?? whyUnready(evidence));
}

/** The node that took the pod along, by a sentence of `whyPodWent`; null where it was something else. */
export function nodeAtFault({ id, values }: Message): string | null {
  const node = causedByNode.has(id) ? values?.node : null;
  return typeof node === 'string' ? node : null;
}

/** Ended from outside for the cluster's own reasons (the condition since Kubernetes 1.26, the status before). */
function whyDisrupted({ pod, node }: PodEvidence): Message | null {
  const target = condition(pod, 'DisruptionTarget');
  const named = { pod: podName(pod), node: pod.spec?.nodeName ?? null };
  const detail = detailOf(target?.message ?? pod.status?.message);
  const reason = target?.status === 'True' ? target.reason : pod.status?.reason;
  switch (reason ?? '') {
    case 'EvictionByEvictionAPI':
      return message(node?.spec?.unschedulable === true ? 'why.drained' : 'why.evicted', named);
    case 'PreemptionByScheduler':
      return message('why.preempted', named);
    case 'DeletionByTaintManager':
    case 'NodeLost':
      return message('why.nodeTaint', named);
    case 'DeletionByPodGC':
      return message('why.nodeGone', named);
    case 'TerminationByKubelet':
    case 'Evicted':
    case 'NodeShutdown':
    case 'Terminated':
      return message('why.nodeEnded', { ...named, detail });
  }
  return null;
}

function whyDeleted(evidence: PodEvidence): Message {
  const { pod, owner, deployment, events } = evidence;
  const name = podName(pod);
  const onNode = { pod: name, node: pod.spec?.nodeName ?? null };
  if (has(events, 'Preempted')) return message('why.preempted', onNode);
  if (has(events, 'TaintManagerEviction')) return message('why.nodeTaint', onNode);
  const reference = controllerOf(pod);
  if (reference === null) return message('why.deleted', { pod: name });
  const { kind = '' } = reference;
  const workload = workloadOf(reference, deployment);
  if (owner === 'deleted') return message('why.ownerDeleted', { pod: name, workload });
  if (isRollout(evidence)) return message('why.rollout', { pod: name, workload });
  // The controllers tell of each pod that they delete; whoever else deletes one is not told of.
  const isByController = events.some(
    ({ reason, message: text = '' }) => reason === 'SuccessfulDelete' && text.split(/\s+/).includes(name),
  );
  if (isByController || owner?.spec?.replicas === 0) {
    const replicas = (deployment ?? owner)?.spec?.replicas ?? null;
    return replicas === null
      ? message('why.endedByOwner', { pod: name, workload })
      : message('why.scaledDown', { pod: name, workload, replicas });
  }
  return message('why.replaced', { pod: name, kind });
}

/** Whether its controller has a newer template than the pod's. */
function isRollout({ pod, owner, deployment }: PodEvidence): boolean {
  if (owner === null || owner === 'deleted') return false;
  const [ours, newestOne] = [owner, deployment].map((each) => each?.metadata?.annotations?.[revisionKey]);
  if (ours !== undefined && newestOne !== undefined) return Number(ours) < Number(newestOne);
  const hash = pod.metadata?.labels?.['controller-revision-hash'];
  const update = owner.status?.updateRevision;
  return hash !== undefined && update !== undefined && hash !== update;
}

/** A container has ended: the pod has finished, or is unready because of it. */
function whyEnded({ pod, events }: PodEvidence): Message | null {
  const statuses = pod.status?.containerStatuses ?? [];
  const ended = statuses.find((status) => isRecent(endOf(status)?.finishedAt, pod));
  const end = ended === undefined ? null : endOf(ended);
  if (ended === undefined || end === null) return null;
  const named = { pod: podName(pod), container: ended.name ?? '' };
  if (end.reason === 'OOMKilled') return message('why.outOfMemory', named);
  const liveness = failedProbe(events, pod, /^Liveness/);
  if (liveness !== undefined)
    return message('why.liveness', { ...named, detail: detailOf(liveness.message) });
  return message('why.exited', { ...named, code: end.exitCode ?? 0 });
}

function whyUnready({ pod, node, events }: PodEvidence): Message | null {
  const named = { pod: podName(pod), node: pod.spec?.nodeName ?? null };
  const image = pod.status?.containerStatuses?.find((status) =>
    /Image/.test(status.state?.waiting?.reason ?? ''),
  );
  if (image !== undefined) {
    const detail = detailOf(image.state?.waiting?.message ?? image.state?.waiting?.reason);
    return message('why.image', { ...named, detail });
  }
  const nodeReady = node?.status?.conditions?.find(({ type }) => type === 'Ready');
  const isNodeTold = events.some((event) => event.reason === 'NodeNotReady' && isSince(event, pod));
  if (isNodeTold || (nodeReady && nodeReady.status !== 'True')) return message('why.nodeNotReady', named);
  const probe = failedProbe(events, pod, /^Readiness/);
  return probe === undefined ? null : message('why.probe', { ...named, detail: detailOf(probe.message) });
}

function endOf({ state, lastState }: ContainerStatus) {
  return state?.terminated ?? lastState?.terminated ?? null;
}

function controllerOf(pod: PodObject): OwnerReference | null {
  return pod.metadata?.ownerReferences?.find(({ controller }) => controller) ?? null;
}

/** The name that people know: the deployment of a replica set. */
function workloadOf(owner: OwnerReference, deployment: ControllerObject | null): string {
  const deployed = deployment?.metadata?.name;
  const [kind, name] = deployed === undefined ? [owner.kind, owner.name] : ['Deployment', deployed];
  return `${kind ?? ''} ${name ?? ''}`;
}

function has(events: readonly EventObject[], reason: string): boolean {
  return events.some((event) => event.reason === reason);
}

/** The newest: a pod that has just started often failed its probes until then, for another reason. */
function failedProbe(events: readonly EventObject[], pod: PodObject, kind: RegExp): EventObject | undefined {
  return events
    .filter((event) => event.reason === 'Unhealthy' && kind.test(event.message ?? '') && isSince(event, pod))
    .toSorted((one, other) => Date.parse(timeOf(other) ?? '') - Date.parse(timeOf(one) ?? ''))
    .at(0);
}

function isSince(event: EventObject, pod: PodObject): boolean {
  return isRecent(timeOf(event), pod);
}

function timeOf({ lastTimestamp, eventTime, firstTimestamp }: EventObject): string | undefined {
  return lastTimestamp ?? eventTime ?? firstTimestamp ?? undefined;
}

/** Compared with the pod's own times: the cluster's clock need not be this computer's. */
function isRecent(time: string | undefined, pod: PodObject): boolean {
  if (time === undefined) return false;
  const changed = Date.parse(condition(pod, 'Ready')?.lastTransitionTime ?? '');
  return Number.isNaN(changed) || Date.parse(time) > changed - causeMs;
}

const detailLimit = 200;

/** The first line of what another program says, without what a URL is asked with: that may be a secret. */
function detailOf(text = ''): string {
  const [line = ''] = text.trim().split('\n');
  return line
    .replace(/\?[^\s"]*/g, '')
    .slice(0, detailLimit)
    .replace(/\.+$/, '');
}
