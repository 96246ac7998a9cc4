import type { PeerId } from './peers.ts';
import { say, wordsOf } from './progress.ts';
import type { Way } from './ways.ts';

/** Opens one way for each peer, one after the other, to be closed with `ways`; who cannot start is left out. */
export async function openEach(
  ways: AsyncDisposableStack,
  peers: readonly PeerId[],
  open: (peer: PeerId) => Promise<Way>,
): Promise<ReadonlyMap<PeerId, Way>> {
  const opened = new Map<PeerId, Way>();
  for (const peer of peers) {
    try {
      opened.set(peer, ways.use(await open(peer)));
    } catch (error) {
      say(`${peer} could not be started: ${wordsOf(error)}`);
    }
  }
  return opened;
}
