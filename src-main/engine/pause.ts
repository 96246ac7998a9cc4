import type { Clock } from './clock.ts';

/** As a call, so that the compiler does not take an earlier look for the present. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Resolves after `ms`, or as soon as the signal aborts. */
export async function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const wake = () => resolve(undefined);
  const timer = clock.after(ms, wake);
  signal.addEventListener('abort', wake, { once: true });
  await promise;
  timer[Symbol.dispose]();
  signal.removeEventListener('abort', wake);
}
