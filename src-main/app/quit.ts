import { setTimeout as delay } from 'node:timers/promises';
import type { App } from 'electron';

/** How long sockets and ports may take to be given back, in milliseconds. */
const releaseMs = 3_000;

/** Holds every way of quitting until `release` is done or its time is over; then the app ends. */
export function releaseBeforeQuit(
  app: App,
  release: () => Promise<void>,
  onError: (error: unknown) => void,
): void {
  let released: Promise<void> | null = null;
  // write-file-atomic listens to these and, where nobody else does, ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    released ??= Promise.race([release(), tooLate()])
      .catch(onError)
      // Not quit(), which would ask the window to close, and it hides.
      .finally(() => app.exit(0));
  });
}

/** Rejects once the time is over. */
async function tooLate(): Promise<never> {
  await delay(releaseMs);
  throw new Error(`what is open was not released within ${String(releaseMs)} ms`);
}
