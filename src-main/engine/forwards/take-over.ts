import { message } from '../../shared/language/message.ts';
import type { ForwardList } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';

/**
 * Stops the holders, whose local ports the taker wants, and does what makes it run with them, while nothing else starts
 * or stops any of them. Where that throws or leaves the taker not running, the holders go on as they were.
 */
export async function takeOver(
  list: ForwardList,
  taker: ManagedForward,
  holders: readonly ManagedForward[],
  task: () => Promise<void>,
): Promise<void> {
  const stopped = holders
    .filter(({ isRunning }) => isRunning)
    .map((managed) => ({ managed, before: managed.forward }));
  for (const { managed } of stopped) list.want(managed, false);
  await Promise.all(stopped.map(({ managed }) => managed.session.stop()));
  let runs = false;
  try {
    await task();
    runs = taker.isRunning;
  } finally {
    if (!runs && stopped.length > 0) {
      for (const { managed, before } of stopped) {
        const { wanted, startedAt } = before;
        managed.replace({ ...managed.forward, wanted, startedAt });
        // What cannot start any more says so by its state.
        await managed.session.start(message('timeline.keptPort')).catch(() => undefined);
      }
      await list.save();
    }
  }
}
