import type { Message } from '../../shared/language/message.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import { isAborted, pause } from '../pause.ts';
import type { KubeClient } from './kube-client.ts';
import { gatherEvidence } from './pod-evidence.ts';
import type { LastSeen, PodFinder } from './pod-finder.ts';
import { isUsable } from './pod-status.ts';
import { whyPodWent } from './why-pod-went.ts';

interface CauseOptions {
  readonly finder: PodFinder;
  readonly client: KubeClient;
  readonly clock: Clock;
}

/** A tunnel may know a pod's end before the watch, by so much. */
const watchDelayMs = 5_000;
/** Controllers write their events just after what they tell of; a kubelet looks once a second whether a container has ended. */
const eventDelayMs = 1_500;

/** Why a pod is no longer usable, once the watch shows it; null where the cluster does not tell. Never rejects. */
export async function findCause(
  options: CauseOptions,
  pod: PodRef,
  signal: AbortSignal,
): Promise<Message | null> {
  const { finder, client, clock } = options;
  try {
    const before = await whenUnusable(options, pod, signal);
    if (before === null) return null;
    await pause(eventDelayMs, clock, signal);
    if (isAborted(signal)) return null;
    const seen = asItWent(before, finder.lastSeen(pod) ?? before);
    return whyPodWent(await gatherEvidence(client, pod, seen, signal));
  } catch {
    // Nobody asks any more; whatever may not be read is no error.
    return null;
  }
}

/** Null where the pod may not be read, or is usable still after some time. */
async function whenUnusable(
  { finder, clock }: CauseOptions,
  pod: PodRef,
  signal: AbortSignal,
): Promise<LastSeen | null> {
  const { promise, resolve } = Promise.withResolvers<LastSeen>();
  const look = () => {
    const seen = finder.lastSeen(pod);
    if (seen !== null && !isUsableNow(seen)) resolve(seen);
  };
  const stop = finder.onChanged(look);
  look();
  const late = pause(watchDelayMs, clock, signal).then(() => null);
  return Promise.race([promise, late]).finally(stop);
}

/** One that is back already is explained by how it was; that a container had ended is often known only afterwards. */
function asItWent(before: LastSeen, now: LastSeen): LastSeen {
  if (!isUsableNow(now)) return now;
  const { containerStatuses = [] } = now.object.status ?? {};
  return { ...before, object: { ...before.object, status: { ...before.object.status, containerStatuses } } };
}

function isUsableNow({ object, isThere }: LastSeen): boolean {
  return isThere && isUsable(object);
}
