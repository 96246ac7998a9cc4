import { connect, type Socket } from 'node:net';
import { opened } from './opened.ts';

/** The first connection that one of these addresses grants. Rejects with an `AggregateError` of all that failed. */
export async function connectAny(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const won = new AbortController();
  const either = AbortSignal.any([won.signal, signal]);
  const tries = addresses.map((host) => opened(connect({ host, port }), 'connect', either));
  // Between two events of sockets all promises are settled: the second that connects finds the first's abort.
  return await Promise.any(tries).finally(() => won.abort());
}
