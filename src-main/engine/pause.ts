import type { Clock } from './clock.ts';

/** Resolves after `ms` milliseconds, or at once when the signal aborts; the caller looks at the signal. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = Promise.withResolvers<undefined>();
  const resolve = () => over.resolve(undefined);
  const timer = clock.after(ms, resolve);
  signal.addEventListener('abort', resolve);
  await over.promise;
  signal.removeEventListener('abort', resolve);
  timer[Symbol.dispose]();
}
