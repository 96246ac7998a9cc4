import type { Clock } from '../clock.ts';
import type { ClientSocket } from './client-socket.ts';

/** How often a client that is not read is asked whether it is still there, in milliseconds. */
const everyMs = 5_000;
const nothing = Buffer.alloc(0);

/**
 * Hears the reset of a client that is not read, which Node does not: it watches no paused socket. The system refuses even
 * an empty write to a connection that was reset (measured on Linux), and the socket is closed then.
 */
export function watchUnread(socket: ClientSocket, clock: Clock): void {
  let timer: Disposable | null = null;
  const rest = (): void => {
    timer?.[Symbol.dispose]();
    timer = null;
  };
  const ask = (): void => {
    // What waits to be written finds out by itself.
    if (socket.writable && socket.writableLength === 0) socket.write(nothing);
    timer = clock.after(everyMs, ask);
  };
  socket.on('pause', () => (timer ??= clock.after(everyMs, ask)));
  socket.on('resume', rest).once('close', rest);
}
