/** Resolves when the signal aborts, as a command does that runs until Ctrl-C. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined));
  if (!signal.aborted) await promise;
}
