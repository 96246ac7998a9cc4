import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { PortTraffic } from '../../../src-main/shared/traffic.ts';
import type { ForwardBench } from '../../support/forward-bench.ts';

/** A connected client; the test listens to what it hears. */
export async function client(port: number, allowHalfOpen = false): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A connected client that may go on when the other side has ended. */
export function halfOpenClient(port: number): Promise<Socket> {
  return client(port, true);
}

/** Resolves with the error code of the end, or `clean`. */
export async function ending(socket: Socket): Promise<string> {
  let code = 'clean';
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? 'unknown';
  });
  // Not once(): it would reject at the error that is expected here.
  await new Promise((resolve) => socket.resume().once('close', resolve));
  return code;
}

/** What has passed through the first port of the first forward. */
export function traffic({ forwards }: ForwardBench): PortTraffic | undefined {
  return forwards.traffic()[0]?.ports[0];
}

/** Waits for a condition that another socket's event will make true. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}
