import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { UpgradeAccess, UpgradeTarget } from '../kube/upgrade-access.ts';
import type { PodRef } from '../../shared/session.ts';
import { dialSpdy } from './dial.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';
import { dialWebSocket } from './websocket-tunnel.ts';
import type { Transport, Wire } from './wire.ts';

const dialOf = { spdy: dialSpdy, websocket: dialWebSocket } as const;
const otherThan = { spdy: 'websocket', websocket: 'spdy' } as const;

/** Finds the way in which one context's API server forwards, and keeps to it: direct SPDY unless it is refused. */
export class TunnelDialer {
  readonly #access: UpgradeAccess;
  readonly #clock: Clock;
  readonly #log: Log;
  #preferred: Transport = 'spdy';

  constructor(options: { access: UpgradeAccess; clock: Clock; log: Log }) {
    this.#access = options.access;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Rejects with a `ProblemError`, or with the signal's reason. */
  async dial(pod: PodRef, signal: AbortSignal): Promise<Wire> {
    try {
      return await this.#negotiate(await this.#access.upgradeTarget(signal), pod, signal);
    } catch (error) {
      if (!(error instanceof UpgradeRefusal) || error.remedy !== 'credentials') throw error;
      this.#access.credentialsRejected();
      return await this.#negotiate(await this.#access.upgradeTarget(signal), pod, signal);
    }
  }

  async #negotiate(target: UpgradeTarget, pod: PodRef, signal: AbortSignal): Promise<Wire> {
    const first = this.#preferred;
    try {
      return await dialOf[first](target, pod, this.#clock, signal);
    } catch (refusal) {
      if (!(refusal instanceof UpgradeRefusal) || refusal.remedy !== 'other') throw refusal;
      return await this.#tryOther(otherThan[first], refusal, target, pod, signal);
    }
  }

  async #tryOther(
    transport: Transport,
    refusal: UpgradeRefusal,
    target: UpgradeTarget,
    pod: PodRef,
    signal: AbortSignal,
  ): Promise<Wire> {
    try {
      const wire = await dialOf[transport](target, pod, this.#clock, signal);
      this.#preferred = transport;
      const reason = refusal.problem.detail ?? refusal.message;
      this.#log.info(`${target.server.host} forwards by ${transport}, the other way was refused: ${reason}`);
      return wire;
    } catch (second) {
      signal.throwIfAborted();
      // Where both are refused the same way, the first answer is the one that belongs to the better way.
      if (second instanceof UpgradeRefusal && second.remedy !== 'other') throw second;
      throw refusal;
    }
  }
}
