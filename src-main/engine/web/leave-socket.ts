import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';

/** So long a client may keep a connection that is over, in milliseconds. */
export const longestLeaveMs = 5_000;

/** Ends a connection. What the client has said is read, to nobody: else its own end would never be seen. */
export function leaveSocket(socket: Socket, clock: Clock): void {
  socket.end();
  socket.resume();
  const timer = clock.after(longestLeaveMs, () => socket.destroy());
  socket.once('close', () => timer[Symbol.dispose]());
}
