import type { Socket } from 'node:net';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Transport } from '../../shared/transport.ts';
import type { Clock } from '../clock.ts';
import type { UpgradeAccess, UpgradeTarget } from '../kube/upgrade-access.ts';
import type { Log } from '../log.ts';
import { dialSpdy } from './dial.ts';
import { TransportGate } from './transport-gate.ts';
import type { TransportMemory } from './transport-memory.ts';
import { race, transportOf, type Way } from './transport-race.ts';
import type { UpgradeCall } from './upgrade.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';
import type { V4Connection } from './v4-connection.ts';
import { dialWebSocket, type Dialled } from './websocket-dial.ts';
import type { Wire } from './wire.ts';

export interface TunnelDialerOptions {
  readonly access: UpgradeAccess;
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: TransportMemory;
  /** The only transport to use, for tests and measurements; null finds the best. */
  readonly transport: Transport | null;
}

/** The server turned out to forward the other way: by tunnels, or by one WebSocket for each connection. Ask again. */
export class TransportChanged extends ProblemError {
  constructor() {
    super('upgradeRefused', message('tunnel.transportChanged'));
  }
}

interface Ask {
  readonly pod: PodRef;
  /** The port for which a client waits; null for a tunnel in advance. */
  readonly port: number | null;
  readonly signal: AbortSignal;
}

/** A v4 connection that came instead of a tunnel is kept so long for the client that it was dialled for. */
const keptForMs = 2_000;

/** Finds the way in which one context's API server forwards, keeps to it, and finds it anew when it fails. */
export class TunnelDialer implements AsyncDisposable {
  readonly #options: TunnelDialerOptions;
  readonly #gate: TransportGate;
  readonly #closed = new AbortController();
  readonly #probes = new Set<Promise<void>>();
  #asked: { readonly target: UpgradeTarget; readonly pod: PodRef } | null = null;
  #credentials = 0;
  #kept: { readonly connection: V4Connection; readonly pod: PodRef; readonly timer: Disposable } | null =
    null;

  constructor(options: TunnelDialerOptions) {
    this.#options = options;
    this.#gate = new TransportGate(options.clock);
  }

  /** How the server was last seen to forward; null where that is not known yet. */
  get transport(): Transport | null {
    const { transport, memory, clock } = this.#options;
    if (transport !== null || this.#asked === null) return transport;
    const way = memory.way(this.#asked.target, this.#asked.pod, clock.now());
    return way === null ? null : transportOf[way];
  }

  /**
   * A tunnel to the pod; `port` where a client waits for it, which allows the server to answer by v4.
   * Rejects with `TransportChanged` where it does, with another `ProblemError`, or with the signal's reason.
   */
  async dial(pod: PodRef, port: number | null, signal: AbortSignal): Promise<Wire> {
    const ask = { pod, port, signal };
    const dialled = await this.#gate.pass(pod, port !== null, () => this.#dialTunnel(ask), signal);
    if (dialled.kind === 'tunnel') return dialled.wire;
    this.#keep(dialled.connection, pod);
    throw new TransportChanged();
  }

  /** A connection by v4. Rejects as `dial` does. */
  async dialV4(pod: PodRef, port: number, signal: AbortSignal): Promise<V4Connection> {
    const kept = this.#takeKept(pod, port);
    if (kept !== null) return kept;
    await this.#gate.welcome(signal);
    const dialled = await this.#dial({ pod, port, signal });
    if (dialled.kind === 'v4') return dialled.connection;
    dialled.wire.close();
    throw new TransportChanged();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(new Error('the dialer was closed'));
    this.#dropKept();
    await Promise.all(this.#probes);
  }

  /** Those who waited for the first dial do not dial what it has shown to be no tunnel. */
  async #dialTunnel(ask: Ask): Promise<Dialled> {
    if (this.transport === 'v4') throw new TransportChanged();
    return await this.#dial(ask);
  }

  async #dial(ask: Ask): Promise<Dialled> {
    const credentials = this.#credentials;
    const { access } = this.#options;
    try {
      return await this.#reach(await access.upgradeTarget(ask.signal), ask);
    } catch (error) {
      if (!(error instanceof UpgradeRefusal) || error.remedy !== 'credentials') throw error;
      // All dials that were refused with the same credentials share the new ones.
      if (credentials === this.#credentials) {
        this.#credentials += 1;
        access.credentialsRejected();
      }
      return await this.#reach(await access.upgradeTarget(ask.signal), ask);
    }
  }

  async #reach(target: UpgradeTarget, ask: Ask): Promise<Dialled> {
    this.#asked = { target, pod: ask.pod };
    try {
      return await this.#negotiate(target, ask);
    } catch (error) {
      if (error instanceof UpgradeRefusal && error.retryAfterMs !== null) {
        this.#gate.close(error, error.retryAfterMs);
      }
      throw error;
    }
  }

  async #negotiate(target: UpgradeTarget, ask: Ask): Promise<Dialled> {
    const { clock, log, memory, transport } = this.#options;
    const { pod, signal } = ask;
    if (transport !== null) return await this.#attempt(transport, target, ask, signal);
    const refused = new Map<Way, UpgradeRefusal>();
    const known = memory.way(target, pod, clock.now());
    if (known !== null) {
      try {
        const dialled = await this.#attempt(known, target, ask, signal);
        if (memory.takeProbe(target, pod, clock.now())) this.#probe(target, ask);
        return dialled;
      } catch (error) {
        if (!(error instanceof UpgradeRefusal) || error.remedy !== 'other') throw error;
        refused.set(known, error);
        if (error.problem.code !== 'forbidden') memory.forget(target, pod);
      }
    }
    const chosen = await race(
      {
        attempt: (way, onConnected, stop) => this.#attempt(way, target, ask, stop, onConnected),
        pod,
        refused,
        together: target.server.pathname !== '/',
        clock,
      },
      signal,
    );
    memory.remember(target, pod, chosen, clock.now());
    if (chosen.way !== 'spdy') {
      const reason = chosen.refused.get('spdy')?.problem.detail ?? 'slower';
      log.info(`${target.server.host} forwards by ${chosen.way}, direct SPDY was not taken: ${reason}`);
    }
    return chosen.dialled;
  }

  async #attempt(
    way: Way,
    target: UpgradeTarget,
    { pod, port }: Ask,
    signal: AbortSignal,
    onConnected?: (tookMs: number) => void,
  ): Promise<Dialled> {
    const sockets: Socket[] = [];
    const call: UpgradeCall = {
      target,
      pod,
      clock: this.#options.clock,
      onConnected: (socket, tookMs) => {
        sockets.push(socket);
        onConnected?.(tookMs);
      },
    };
    const dialled = await this.#ask(way, port, call, signal);
    if (dialled.kind === 'tunnel') for (const socket of sockets) this.#gate.opened(pod, socket);
    return dialled;
  }

  async #ask(way: Way, port: number | null, call: UpgradeCall, signal: AbortSignal): Promise<Dialled> {
    switch (way) {
      case 'spdy':
        return { kind: 'tunnel', wire: await dialSpdy('POST', call, signal) };
      case 'spdyGet':
        return { kind: 'tunnel', wire: await dialSpdy('GET', call, signal) };
      case 'websocket': {
        const isTunnelOnly = port === null || this.#options.transport !== null;
        return await dialWebSocket(
          isTunnelOnly ? { kind: 'tunnel' } : { kind: 'tunnelOrV4', port },
          call,
          signal,
        );
      }
      case 'v4':
        if (port === null) throw new TransportChanged();
        return await dialWebSocket({ kind: 'v4', port }, call, signal);
    }
  }

  /** Tries SPDY again, unnoticed; the next dial goes by it if it works now. */
  #probe(target: UpgradeTarget, { pod }: Ask): void {
    const { clock, log, memory } = this.#options;
    const call = { target, pod, clock };
    const probe = dialSpdy('POST', call, this.#closed.signal).then(
      (wire) => {
        wire.close();
        memory.forget(target, pod);
        memory.remember(target, pod, { way: 'spdy', refused: new Map() }, clock.now());
        log.info(`${target.server.host} forwards by direct SPDY again`);
      },
      (error: unknown) => log.debug(`${target.server.host} still has no direct SPDY: ${String(error)}`),
    );
    this.#probes.add(probe);
    void probe.then(() => this.#probes.delete(probe));
  }

  #keep(connection: V4Connection, pod: PodRef): void {
    this.#dropKept();
    if (this.#closed.signal.aborted) {
      connection.close();
      return;
    }
    const timer = this.#options.clock.after(keptForMs, () => this.#dropKept());
    this.#kept = { connection, pod, timer };
  }

  #takeKept(pod: PodRef, port: number): V4Connection | null {
    const kept = this.#kept;
    const fits = kept?.connection.port === port && kept.pod.uid === pod.uid && kept.pod.name === pod.name;
    if (kept === null || !fits || kept.connection.over) return null;
    this.#kept = null;
    kept.timer[Symbol.dispose]();
    return kept.connection;
  }

  #dropKept(): void {
    this.#kept?.timer[Symbol.dispose]();
    this.#kept?.connection.close();
    this.#kept = null;
  }
}
