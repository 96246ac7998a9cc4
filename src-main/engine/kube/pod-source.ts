import type { Listen } from '../../shared/emitter.ts';
import type { Message } from '../../shared/language/message.ts';
import type { RemotePort } from '../../shared/port-pair.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';

/** A ready pod behind a target, and what the target's ports mean on it. */
export interface PodEndpoint {
  readonly pod: PodRef;
  /**
   * The port number in the pod. A service's port maps to its target port, a name to the container port of that name,
   * for this pod (two pods may differ). Throws `portNotFound`.
   */
  portFor(remote: RemotePort): number;
}

export type PodSourceState =
  /** All good pods, the best first; the first stays so while it is good. */
  | { readonly kind: 'ready'; readonly endpoints: readonly [PodEndpoint, ...PodEndpoint[]] }
  | { readonly kind: 'none'; readonly problem: Problem; readonly retryAt: number | null };

/** The ready pods behind one target: what a session knows of Kubernetes. */
export interface PodSource extends Disposable {
  /** Null until the first answer. */
  readonly state: PodSourceState | null;
  /** Told at every change of `state`. A terminating pod is never offered. */
  readonly onChanged: Listen<PodSourceState>;
  /** Pods of the target that are terminating: what runs on them goes on to its end. */
  readonly leaving: readonly PodRef[];
  /** Told once for each, before the change of `state` that it brings. */
  readonly onLeaving: Listen<PodRef>;
  /** Told once for each of them that has ended: nothing runs there any more. */
  readonly onGone: Listen<PodRef>;
  /**
   * Why a pod that was offered no longer is, once the cluster shows it; null where it does not tell, and for one that is
   * offered on. Never rejects.
   */
  why(pod: PodRef): Promise<Message | null>;
  /** A tunnel found the pod gone before the watch did: it is not offered again before the watch confirms it. */
  suspect(pod: PodRef, problem: Problem): void;
  /** Try now instead of at `retryAt` (resume from sleep, a click). */
  nudge(): void;
}
