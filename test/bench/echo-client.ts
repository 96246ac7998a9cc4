import { connect } from 'node:net';
import type { Endpoint } from '../../src-main/shared/session.ts';

/** How one connection that asked for an echo ended; times are on the clock of `performance.now()`. */
export interface Outcome {
  readonly kind: 'answered' | 'refused' | 'lost' | 'corrupt' | 'timedOut';
  readonly startedMs: number;
  readonly endedMs: number;
}

/** A new connection that sends the payload, compares every byte that comes back, and leaves. Never rejects. */
export function echoOnce(endpoint: Endpoint, payload: Buffer, timeoutMs: number): Promise<Outcome> {
  const startedMs = performance.now();
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const socket = connect({ host: endpoint.address, port: endpoint.port, noDelay: true });
  const end = (kind: Outcome['kind']) => {
    clearTimeout(timer);
    socket.destroy();
    resolve({ kind, startedMs, endedMs: performance.now() });
  };
  const timer = setTimeout(end, timeoutMs, 'timedOut');
  let received = 0;
  socket
    .on('data', (chunk) => {
      if (!chunk.equals(payload.subarray(received, received + chunk.length))) {
        end('corrupt');
        return;
      }
      received += chunk.length;
      if (received === payload.length) end('answered');
    })
    .on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'lost'))
    .on('close', () => end('lost'));
  socket.write(payload);
  return promise;
}

/** Milliseconds from the call of `connect` to the last byte, or to the failure. */
export function tookMs({ startedMs, endedMs }: Outcome): number {
  return endedMs - startedMs;
}

export function countOf(outcomes: readonly Outcome[], ...kinds: readonly Outcome['kind'][]): number {
  return outcomes.filter(({ kind }) => kinds.includes(kind)).length;
}

/** Connections that did not get all their bytes back. */
export function failuresOf(outcomes: readonly Outcome[]): number {
  return outcomes.length - countOf(outcomes, 'answered');
}
