import type { Forward } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import type { ManagedForward } from './managed-forward.ts';
import { together } from './together.ts';

/** New settings for a saved forward. */
export interface Replacement {
  readonly managed: ManagedForward;
  readonly after: Forward;
}

/** One that is asked to run and does not is started by its change, so that its time begins anew at `now`. */
export function replacementOf(managed: ManagedForward, after: Forward, now: number): Replacement {
  const starts = after.wanted && !managed.isRunning;
  return { managed, after: starts ? { ...after, startedAt: now } : after };
}

/**
 * Gives several forwards new settings and stops those that leave, as one step: ports may pass from one to another.
 * Where one that runs cannot go on with its new settings, all go on as before and the problem is thrown.
 */
export async function changeMany(
  replacements: readonly Replacement[],
  leaving: readonly ManagedForward[],
): Promise<void> {
  const all = [...leaving, ...replacements.map(({ managed }) => managed)];
  await together(all, () => changeAtOnce(replacements, leaving));
}

/** As `changeMany`, where nothing else starts or stops them meanwhile. */
export async function changeAtOnce(
  replacements: readonly Replacement[],
  leaving: readonly ManagedForward[],
): Promise<void> {
  const moving = replacements
    .filter(({ managed, after }) => managed.isRunning && managed.needsRestartFor(after))
    .map(({ managed }) => managed);
  const stopped = [...moving, ...leaving.filter(({ isRunning }) => isRunning)];
  const before = replacements.map(({ managed }) => ({ managed, after: managed.forward }));
  await stopEach(stopped);
  take(replacements);
  try {
    for (const { session } of moving) await session.start(message('timeline.startedWithNew'));
  } catch (error) {
    await stopEach(moving);
    take(before);
    // What cannot start even as it was says so by its state.
    for (const { session } of stopped) {
      await session.start(message('timeline.startedWithOld')).catch(() => undefined);
    }
    throw error;
  }
  for (const { managed, after } of replacements) {
    // One that failed, on a taken port for instance, was perhaps mended by the change.
    if (after.wanted) await managed.session.start(message('timeline.startedWithNew')).catch(() => undefined);
  }
}

async function stopEach(all: readonly ManagedForward[]): Promise<void> {
  await Promise.all(all.map(({ session }) => session.stop()));
}

function take(replacements: readonly Replacement[]): void {
  for (const { managed, after } of replacements) managed.replace(after);
}
