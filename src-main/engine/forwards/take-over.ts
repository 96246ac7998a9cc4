import { message } from '../../shared/language/message.ts';
import type { ForwardList } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';

/**
 * Stops the holders, whose local ports the taker wants, and does what makes it run with them, while nothing else starts
 * or stops any of them. Where that throws or leaves the taker not running, the holders go on as they were, but for those
 * that somebody stopped meanwhile.
 */
export async function takeOver(
  list: ForwardList,
  taker: ManagedForward,
  holders: readonly ManagedForward[],
  task: () => Promise<void>,
): Promise<void> {
  const stopped = holders.filter(({ isRunning }) => isRunning);
  await Promise.all(stopped.map(({ session }) => session.stop()));
  let runs = false;
  try {
    await task();
    runs = taker.isRunning;
  } finally {
    for (const managed of stopped) {
      if (runs) list.want(managed, false);
      // What cannot start any more says so by its state.
      else if (managed.forward.wanted)
        await managed.session.start(message('timeline.keptPort')).catch(() => undefined);
    }
  }
}
