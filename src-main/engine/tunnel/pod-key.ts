import type { PodRef } from '../../shared/session.ts';

/** A pod found by its name alone has no uid, so the name counts as well. Only to be compared. */
export function podKey({ namespace, name, uid }: PodRef): string {
  return `${namespace}/${name}/${uid}`;
}
