import type { PeerId } from './peers.ts';

/** What was done for each peer, and why it could not be done for the others. */
export interface PerPeer<T> {
  readonly done: ReadonlyMap<PeerId, T>;
  readonly failed: ReadonlyMap<PeerId, Error>;
}

/** Acts for one peer after the other; whom it fails for does not keep it from the others. */
export async function eachPeer<T>(
  peers: readonly PeerId[],
  act: (peer: PeerId) => T | Promise<T>,
): Promise<PerPeer<T>> {
  const done = new Map<PeerId, T>();
  const failed = new Map<PeerId, Error>();
  for (const peer of peers) {
    try {
      done.set(peer, await act(peer));
    } catch (error) {
      failed.set(peer, error instanceof Error ? error : new Error(String(error)));
    }
  }
  return { done, failed };
}
