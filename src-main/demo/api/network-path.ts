import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Faults } from '../faults.ts';
import { Channel } from '../spdy/channel.ts';

/** What the way between a client and the API server does to one TCP connection. */
export type PathFaults = Pick<
  Faults,
  'roundTripMs' | 'bytesPerSecond' | 'idleTimeoutMs' | 'cutConnectionsAfterBytes' | 'events'
>;

interface InFlight {
  /** Null for the end. */
  readonly chunk: Buffer | null;
  /** When it arrives, on the clock of `performance.now()`. */
  readonly at: number;
}

// Some MiB on the way, as TCP's windows allow: more holds the sender back.
const mostInFlight = 128;

export function isDisturbed({
  roundTripMs,
  bytesPerSecond,
  idleTimeoutMs,
  cutConnectionsAfterBytes,
}: PathFaults): boolean {
  return (
    roundTripMs > 0 || bytesPerSecond !== null || idleTimeoutMs !== null || cutConnectionsAfterBytes !== null
  );
}

/** Joins both ends of a connection by a way with the faults of this moment; both sockets may be half open. */
export function joinByPath(client: Socket, server: Socket, faults: PathFaults): void {
  const limit = faults.cutConnectionsAfterBytes ?? Infinity;
  /** One that was not cut yet stays whole once the fault is over. */
  const limitNow = () => (faults.cutConnectionsAfterBytes === null ? Infinity : limit);
  const oneWayMs = faults.roundTripMs / 2;
  // The kernel's handshake took no time: the round trip that it stands for is added here.
  const openAt = performance.now() + faults.roundTripMs;
  const msPerByte = faults.bytesPerSecond === null ? 0 : 1_000 / faults.bytesPerSecond;
  let passed = 0;

  const cut = (): void => {
    // A reset is refused while our own FIN is on its way (libuv), and would leave a socket that never closes.
    if (client.writableEnded) client.destroy();
    else client.resetAndDestroy();
    server.destroy();
  };
  const cutByLimit = (): void => {
    cut();
    faults.events.emit('connectionCut');
  };
  const carry = async (source: Socket, target: Socket): Promise<void> => {
    const inFlight = new Channel<InFlight>(mostInFlight);
    const arriving = deliver(inFlight, target);
    let lineFreeAt = openAt;
    try {
      for await (const chunk of source.iterator({ destroyOnReturn: false })) {
        const bytes = chunk as Buffer;
        lineFreeAt = Math.max(lineFreeAt, performance.now()) + bytes.length * msPerByte;
        await inFlight.put({ chunk: bytes, at: lineFreeAt + oneWayMs });
        await until(lineFreeAt);
      }
      await inFlight.put({ chunk: null, at: Math.max(lineFreeAt, performance.now()) + oneWayMs });
    } catch {
      // A reset at one end is a reset at the other.
      cut();
    }
    inFlight.close();
    await arriving;
  };
  const deliver = async (inFlight: Channel<InFlight>, target: Socket): Promise<void> => {
    for await (const { chunk, at } of inFlight.values()) {
      await until(at);
      if (!chunk) target.end();
      else {
        const room = limitNow() - passed;
        passed += chunk.length;
        const isWritten = await write(target, chunk.subarray(0, room));
        if (!isWritten) cut();
        else if (passed >= limitNow()) cutByLimit();
      }
    }
  };

  for (const socket of [client, server]) socket.on('error', () => undefined);
  client.on('close', () => server.destroy());
  if (faults.idleTimeoutMs !== null) client.setTimeout(faults.idleTimeoutMs, cut);
  if (limit === 0) cutByLimit();
  void carry(client, server);
  void carry(server, client);
}

/** False when the socket is gone. */
function write(socket: Socket, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => socket.write(chunk, (error) => resolve(!error)));
}

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await delay(ms, undefined, { ref: false });
}
