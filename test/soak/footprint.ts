import { readdirSync, readlinkSync } from 'node:fs';
import { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
// A class that is loaded later would count as one more object of the class that it extends.
import 'node:http2';
import 'node:https';
import 'node:tls';
import 'node:tty';
import { queryObjects } from 'node:v8';
import { Connection } from '../../src-main/engine/forwards/connection.ts';
import { TunnelStream } from '../../src-main/engine/tunnel/tunnel-stream.ts';
import { Tunnel } from '../../src-main/engine/tunnel/tunnel.ts';
import type { CountingClock } from './counting-clock.ts';

/** What a process holds once its garbage is gone. */
export interface Footprint {
  /** The heap and what its buffers hold outside of it. */
  readonly bytes: number;
  /** Everything that can leak, by name. */
  readonly held: Readonly<Record<string, number>>;
}

/** Sums up this process; to be called when it has nothing to do. `--expose-gc` is required. */
export async function footprint(clock: CountingClock): Promise<Footprint> {
  if (globalThis.gc === undefined) throw new Error('Node was started without --expose-gc.');
  // What ends in one turn is dropped in the next, and finalizers need a turn of their own.
  for (let round = 0; round < 3; round += 1) {
    await delay(50);
    globalThis.gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return {
    bytes: heapUsed + external,
    held: {
      ...activeResources(),
      'open sockets': openSockets(),
      'pending timers': clock.pending,
      'net.Socket objects': alive(Socket),
      'net.Server objects': alive(Server),
      tunnels: alive(Tunnel),
      streams: alive(TunnelStream),
      connections: alive(Connection),
    },
  };
}

/** What keeps the process alive, by Node's names for it. */
function activeResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** How many this process has: those that keep nothing alive are among them. Only Linux tells; elsewhere none is seen. */
export function openSockets(): number {
  if (process.platform !== 'linux') return 0;
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      // The one through which the folder was read.
      return false;
    }
  }).length;
}

function alive(constructor: abstract new (...args: never[]) => object): number {
  return queryObjects(constructor, { format: 'count' });
}
