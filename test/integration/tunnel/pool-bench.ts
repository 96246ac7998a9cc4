import { expect } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { TransportMemory } from '../../../src-main/engine/tunnel/transport-memory.ts';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { type Problem, problemOf } from '../../../src-main/shared/problem.ts';
import type { Transport } from '../../../src-main/shared/transport.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';

export const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
export const never = new AbortController().signal;

/** A pool of tunnels to pods that echo, unless a test wants something else; time passes at the test's word. */
export class PoolBench implements AsyncDisposable {
  readonly server: ScriptedApiServer;
  readonly clock = new ManualClock();
  readonly memory = new TransportMemory();
  #pool: TunnelPool;

  private constructor(server: ScriptedApiServer, transport?: Transport) {
    this.server = server;
    this.#pool = this.#newPool(transport);
  }

  static async open(transport?: Transport): Promise<PoolBench> {
    const server = await ScriptedApiServer.start();
    server.onPeer = (peer) => {
      peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
    };
    server.onV4Peer = (peer) => {
      peer.onData = (bytes) => peer.data(bytes);
    };
    if (transport === 'v4') server.onUpgrade = (upgrade) => void upgrade.acceptV4();
    return new PoolBench(server, transport);
  }

  get pool(): TunnelPool {
    return this.#pool;
  }

  /** Closes the pool and opens one that has the same memory. */
  async reopen(transport?: Transport): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
    this.#pool = this.#newPool(transport);
  }

  async dial(first: string | null, to = pod, signal = never): Promise<RecordedStream> {
    const client = new RecordedStream();
    const opening = { port: 80, first: first === null ? null : Buffer.from(first), handlers: client };
    client.stream = await this.#pool.dial(to, opening, signal);
    return client;
  }

  /** A connection whose first bytes have come back. */
  async echoed(first: string, to = pod): Promise<RecordedStream> {
    const client = await this.dial(first, to);
    await client.until(() => client.text === first);
    return client;
  }

  /** So many connections at once, each with bytes of its own. */
  async echoedAtOnce(count: number): Promise<RecordedStream[]> {
    return await Promise.all(Array.from({ length: count }, (_, index) => this.echoed(`number ${index}`)));
  }

  /** What the server was asked for, in the order of arrival. */
  asked(): string[] {
    return this.server.upgrades.map(({ request, transport }) => `${String(request.method)} ${transport}`);
  }

  count(transport: 'spdy' | 'websocket'): number {
    return this.server.upgrades.filter((upgrade) => upgrade.transport === transport).length;
  }

  /** Fails where the pool leaves a connection or a timer behind. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
    await settled(() => this.server.openSockets === 0);
    expect(this.clock.pending).toBe(0);
    await this.server[Symbol.asyncDispose]();
  }

  #newPool(transport?: Transport): TunnelPool {
    const { server, clock, memory } = this;
    return new TunnelPool({ access: server, clock, log: silentLog, memory, transport });
  }
}

/** The problem that a dial is refused with. */
export async function refused(dialling: Promise<unknown>): Promise<Problem> {
  return problemOf(
    await dialling.then(
      () => new Error('it was not refused'),
      (error: unknown) => error,
    ),
  );
}

/** Waits for a condition that another socket's event will make true. */
export async function settled(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`it does not settle: ${condition.toString()}`);
    await new Promise(setImmediate);
  }
}
