import { never, pod, PoolBench } from './pool-bench.ts';
import { RecordedStream } from './recorded-stream.ts';
import type { V4Peer } from './v4-peer.ts';

/** A pool that dials by v4 alone, to pods that do only what a test tells them to. */
export async function openV4Bench(): Promise<PoolBench> {
  const bench = await PoolBench.open('v4');
  bench.server.onV4Peer = () => undefined;
  return bench;
}

/** A connection that the pod has seen, and the pod's end of it. */
export async function openV4(
  { pool, server }: PoolBench,
  text = 'hello',
  port = 9_001,
): Promise<[RecordedStream, V4Peer]> {
  const client = new RecordedStream();
  const first = text === '' ? null : Buffer.from(text);
  client.stream = await pool.dial(pod, { port, first, handlers: client }, never);
  const peer = server.v4Peers.at(-1);
  if (peer === undefined) throw new Error('no connection arrived');
  await peer.until(() => peer.text === text);
  return [client, peer];
}

/** Lets what is on the way from the pod arrive. */
export async function delivered(client: RecordedStream, peer: V4Peer): Promise<void> {
  const before = client.bytes;
  peer.data('.');
  await client.until(() => client.bytes > before);
}
