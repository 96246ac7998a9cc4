import type { Socket } from 'node:net';
import { connectionClosed } from './connection-errors.ts';

/** The socket once it has told `event`; otherwise it is destroyed and its error thrown, or the signal's reason. */
export async function opened<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const abort = () => reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  socket.once(event, () => resolve(undefined));
  // It stays: an error before the next owner listens would end the process.
  socket.once('error', reject);
  socket.once('close', () => reject(connectionClosed()));
  try {
    await promise;
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
