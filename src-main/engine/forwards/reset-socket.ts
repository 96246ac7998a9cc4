import type { ClientSocket } from './client-socket.ts';

/**
 * Ends a socket by a reset, not a FIN: a cut reply must not look like a complete one. While its own FIN is on its way it
 * is closed instead: a reset would be refused then, and would leave a socket that never closes, whose server never
 * closes either and whose process never ends (libuv's `uv_tcp_close_reset`, measured on Node 24). By then all bytes are
 * with the system, as long as the FIN waits for them (`endSocket`).
 */
export function resetSocket(socket: ClientSocket): void {
  const isShutting = socket.writableEnded && !socket.writableFinished;
  if (isShutting) socket.destroy();
  else socket.resetAndDestroy();
}

/** Sends a FIN once the system has taken all that was written; `finished` is called when it is on its way. */
export function endSocket(socket: ClientSocket, finished: () => void): void {
  const end = (error?: Error | null): void => {
    if (!error && !socket.destroyed) socket.end(finished);
  };
  if (socket.writableLength === 0) end();
  else socket.write(Buffer.alloc(0), end);
}
