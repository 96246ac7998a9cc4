import type { PodRef } from '../../shared/session.ts';
import { TargetKind } from '../../shared/target.ts';
import { collectionPath, eventsPath, nodePath } from './api-paths.ts';
import type { KubeClient } from './kube-client.ts';
import type { ControllerObject, EventObject, KubeList, NodeObject, OwnerReference } from './kube-objects.ts';
import { problemOf } from '../../shared/problem.ts';
import type { LastSeen } from './pod-finder.ts';
import type { PodEvidence } from './why-pod-went.ts';

/** So many events of one object tell enough. */
const eventLimit = 50;

/** Asks the cluster, once, for what may explain why a pod went. What may not be read is left out; rejects at the signal. */
export async function gatherEvidence(
  client: KubeClient,
  ref: PodRef,
  { object: pod, isThere }: LastSeen,
  signal: AbortSignal,
): Promise<PodEvidence> {
  const { namespace, uid } = ref;
  const nodeName = pod.spec?.nodeName;
  const reference = pod.metadata?.ownerReferences?.find(({ controller }) => controller);
  const read = async <T>(path: string | null): Promise<T | 'deleted' | null> => {
    if (path === null) return null;
    try {
      return (await client.json(path, signal)) as T;
    } catch (error) {
      signal.throwIfAborted();
      return problemOf(error).code === 'notFound' ? 'deleted' : null;
    }
  };
  const events = async (about: string | undefined): Promise<readonly EventObject[]> => {
    if (about === undefined || about === '') return [];
    const list = await read<KubeList<EventObject>>(eventsPath(namespace, about, eventLimit));
    return list === null || list === 'deleted' ? [] : (list.items ?? []);
  };
  const [owner, node, ofPod, ofOwner] = await Promise.all([
    read<ControllerObject>(pathOf(reference, namespace)),
    read<NodeObject>(nodeName === undefined ? null : nodePath(nodeName)),
    events(uid),
    events(reference?.uid),
  ]);
  const isSame = owner !== null && owner !== 'deleted' && owner.metadata?.uid === reference?.uid;
  const above = isSame ? owner.metadata?.ownerReferences?.find(({ controller }) => controller) : undefined;
  const deployment = await read<ControllerObject>(pathOf(above, namespace));
  return {
    pod,
    isThere,
    owner: owner !== null && !isSame ? 'deleted' : owner,
    deployment: deployment === 'deleted' ? null : deployment,
    node: node === 'deleted' ? null : node,
    events: [...ofPod, ...ofOwner],
  };
}

/** Null for controllers of a kind that Portolan does not know. */
function pathOf(reference: OwnerReference | undefined, namespace: string): string | null {
  const kind = TargetKind.safeParse(reference?.kind?.toLowerCase());
  if (reference?.name === undefined || !kind.success) return null;
  return `${collectionPath(kind.data, namespace)}/${reference.name}`;
}
