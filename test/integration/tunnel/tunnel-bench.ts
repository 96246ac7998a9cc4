import { expect } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { dialSpdy } from '../../../src-main/engine/tunnel/dial.ts';
import { OverrunBudget } from '../../../src-main/engine/tunnel/overrun-budget.ts';
import { Tunnel } from '../../../src-main/engine/tunnel/tunnel.ts';
import type { UpgradeCall } from '../../../src-main/engine/tunnel/upgrade.ts';
import { dialWebSocket } from '../../../src-main/engine/tunnel/websocket-dial.ts';
import type { Wire } from '../../../src-main/engine/tunnel/wire.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { never, pod } from './pool-bench.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';
import type { OpenedPair, SpdyPeer } from './spdy-peer.ts';

/** The transports that carry a tunnel. */
export const transports = ['spdy', 'websocket'] as const;
type TunnelTransport = (typeof transports)[number];

/** A tunnel, and the server's end of it. */
interface TunnelEnds {
  readonly tunnel: Tunnel;
  readonly peer: SpdyPeer;
}

const dialOf = {
  spdy: (call: UpgradeCall) => dialSpdy('POST', call, never),
  websocket: async (call: UpgradeCall): Promise<Wire> => {
    const dialled = await dialWebSocket({ kind: 'tunnel' }, call, never);
    if (dialled.kind !== 'tunnel') throw new Error('the server has no tunnels');
    return dialled.wire;
  },
};

/** A tunnel to a server that does only what a test tells it to; time passes at the test's word. */
export class TunnelBench implements AsyncDisposable {
  readonly #server: ScriptedApiServer;
  readonly #transport: TunnelTransport;
  readonly clock = new ManualClock();
  readonly #budget = new OverrunBudget(16 * 1024 * 1024);
  /** How often a tunnel has told that something about it is new. */
  changes = 0;
  readonly #tunnels = new DisposableStack();
  #first: TunnelEnds | null = null;

  private constructor(server: ScriptedApiServer, transport: TunnelTransport) {
    this.#server = server;
    this.#transport = transport;
  }

  static async open(transport: TunnelTransport): Promise<TunnelBench> {
    const bench = new TunnelBench(await ScriptedApiServer.start(), transport);
    bench.#first = await bench.openTunnel();
    return bench;
  }

  get tunnel(): Tunnel {
    return this.#ends.tunnel;
  }

  get peer(): SpdyPeer {
    return this.#ends.peer;
  }

  /** Another tunnel, which shares the bound of what clients may pile up. */
  async openTunnel(firstStreamId = 1): Promise<TunnelEnds> {
    const { clock } = this;
    const target = await this.#server.upgradeTarget();
    const wire = await dialOf[this.#transport]({ target, pod, clock });
    const peer = this.#server.peers.at(-1);
    if (peer === undefined) throw new Error('no tunnel arrived');
    const onChanged = (): void => void (this.changes += 1);
    const budget = this.#budget;
    const options = { wire, pod, clock, log: silentLog, onChanged, budget, firstStreamId };
    return { tunnel: this.#tunnels.use(new Tunnel(options)), peer };
  }

  /** Opens a stream and waits until the server has seen it, and the bytes that came with it. */
  async open(first = 'hello', { tunnel, peer } = this.#ends): Promise<[RecordedStream, OpenedPair]> {
    const client = new RecordedStream();
    const before = peer.pairs.length;
    client.stream = tunnel.open({
      port: 8080,
      first: first === '' ? null : Buffer.from(first),
      handlers: client,
    });
    await peer.until(() => peer.pairs.length > before);
    const pair = peer.pairs[before];
    if (pair === undefined) throw new Error('no pair arrived');
    await peer.until(() => peer.text(pair.dataId) === first);
    return [client, pair];
  }

  /** Fails where a tunnel leaves a timer behind. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#tunnels.dispose();
    expect(this.clock.pending).toBe(0);
    await this.#server[Symbol.asyncDispose]();
  }

  get #ends(): TunnelEnds {
    if (this.#first === null) throw new Error('no tunnel is open');
    return this.#first;
  }
}
