import type { Forward } from '../../shared/forward.ts';
import type { RemotePort } from '../../shared/port-pair.ts';
import { isPermanent, type Problem, problemOf } from '../../shared/problem.ts';
import {
  type BoundPort,
  isRunning,
  type PodRef,
  type SessionEvent,
  type SessionState,
  transition,
} from '../../shared/session.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';
import type { PodEndpoint, PodSource } from '../kube/pod-source.ts';
import type { PodDialer } from '../tunnel/pod-stream.ts';
import { Connections } from './connections.ts';
import { Listener } from './listener.ts';
import type { PortCounter } from './port-counter.ts';
import type { SessionWorld } from './session-world.ts';
import { backText, listeningText, movedText, type Timeline } from './timeline.ts';

export interface SessionOptions extends SessionWorld {
  /** Asked at every use: label and hold time may change while the session runs. */
  readonly forward: () => Forward;
  /** One for each port pair. */
  readonly counters: () => readonly PortCounter[];
  readonly timeline: Timeline;
  readonly onChanged: (state: SessionState) => void;
  /** A client came to the port pair with this index. */
  readonly onAccepted: (port: number) => void;
}

/** What a session has while it has ports. */
interface Upstream {
  readonly pods: PodSource;
  readonly dialer: PodDialer;
  readonly connections: Connections;
}

/** A replaced pod is pending, then starting, then not ready yet: the first moments of a gap are one line, in milliseconds. */
const quietGapMs = 3_000;

/** Runs one forward: owns its listeners, connections and pod source, and performs the effects around `transition`. */
export class Session implements AsyncDisposable {
  readonly #options: SessionOptions;
  #state: SessionState = { phase: 'stopped' };
  #upstream: Upstream | null = null;
  #resources = new AsyncDisposableStack();
  #released: Promise<void> = Promise.resolve();
  /** Since when there is no pod, and the counts of then; null before the first pod. */
  #gap: { readonly since: number; readonly held: number; readonly failed: number } | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get state(): SessionState {
    return this.#state;
  }

  get connections(): ConnectionInfo[] {
    return this.#upstream?.connections.list() ?? [];
  }

  /** The ports in the current pod, in the order of the forward's `ports`; null while there is no pod. */
  get podPorts(): readonly number[] | null {
    const state = this.#upstream?.pods.state;
    if (this.#state.phase !== 'active' || state?.kind !== 'ready') return null;
    return this.#options.forward().ports.map(({ remote }) => state.endpoint.portFor(remote));
  }

  /**
   * Resolves once every port listens; rejects with the problem that made it fail. Does nothing while it runs.
   * `why` is a sentence for the timeline. `start` and `stop` are called one after the other.
   */
  async start(why: string): Promise<void> {
    if (isRunning(this.#state)) return;
    await this.#released;
    this.#apply({ kind: 'start' });
    this.#options.timeline.add('started', why);
    this.#gap = null;
    try {
      await this.#open();
    } catch (error) {
      this.#giveUp(problemOf(error));
      throw error;
    }
    this.#observe();
  }

  /** Resolves once every socket is closed and the port is free, in every state. */
  async stop(): Promise<void> {
    if (this.#apply({ kind: 'stop' })) this.#options.timeline.add('stopped', 'Stopped.');
    await this.#release();
    this.#apply({ kind: 'released' });
  }

  /** The computer woke up: try now. */
  nudge(): void {
    this.#upstream?.pods.nudge();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Binds first: a local fault shows at once, even when the cluster is away. */
  async #open(): Promise<void> {
    const { forward, counters, clock, ...world } = this.#options;
    const { target, ports } = forward();
    await using bound = new AsyncDisposableStack();
    const listeners = await this.#bind(bound);

    await using resources = new AsyncDisposableStack();
    const { dialer } = resources.use(world.dialer(target.context));
    const pods = resources.use(world.pods(target));
    const connections = resources.use(
      new Connections({
        ports: ports.map(({ remote }, index) => ({ remote, counter: at(counters(), index) })),
        pods,
        dialer,
        clock,
        holdMs: () => forward().holdMs,
        onAccepted: world.onAccepted,
        onFailed: (problem) => this.#connectionFailed(problem),
      }),
    );
    resources.defer(pods.onChanged(() => this.#observe()));
    // Released first: nobody is accepted and no client is left before the rest goes.
    resources.use(bound.move());
    this.#resources = resources.move();
    this.#upstream = { pods, dialer, connections };
    listeners.forEach((listener, port) => listener.serve((socket) => connections.accept(socket, port)));
  }

  async #bind(bound: AsyncDisposableStack): Promise<Listener[]> {
    const { forward, claims, log, timeline } = this.#options;
    const { addresses, label, ports } = forward();
    const listeners: Listener[] = [];
    for (const { local } of ports) {
      const listener = await Listener.bind({
        addresses,
        local,
        claim: (endpoint) => claims.claim(endpoint, label),
        onAcceptError: (error) => log.warn(`${label}: a connection could not be accepted: ${error.message}`),
      });
      listeners.push(bound.use(listener));
    }
    const boundPorts = listeners.map((listener, index) => boundPort(at(ports, index).remote, listener));
    this.#apply({ kind: 'bound', bound: boundPorts });
    timeline.add('listening', listeningText(boundPorts));
    listeners.forEach(({ movedFrom }, index) => {
      if (movedFrom !== null) timeline.add('changed', movedText(movedFrom, at(boundPorts, index)));
    });
    return listeners;
  }

  #observe(): void {
    const state = this.#upstream?.pods.state ?? null;
    if (state === null) return;
    if (state.kind === 'ready') this.#podReady(state.endpoint);
    else if (isPermanent(state.problem.code)) this.#giveUp(state.problem);
    else this.#podLost(state.problem, state.retryAt);
  }

  #podReady(endpoint: PodEndpoint): void {
    const { forward, clock, timeline } = this.#options;
    const { pod } = endpoint;
    try {
      // A port that this pod does not have is a mistake in the forward: it shows now, not at the first connection.
      for (const { remote } of forward().ports) endpoint.portFor(remote);
    } catch (error) {
      this.#giveUp(problemOf(error));
      return;
    }
    const before = this.#state;
    if (!this.#apply({ kind: 'podReady', pod, at: clock.now() })) return;
    timeline.add('podReady', this.#arrivalText(before, pod));
    this.#gap = null;
    this.#upstream?.dialer.warm(pod);
  }

  #arrivalText(before: SessionState, pod: PodRef): string {
    if (before.phase === 'active') return `Moved from ${before.pod.name} to ${pod.name}.`;
    if (this.#gap === null) return `Connected to ${pod.name}.`;
    const { held, failed } = this.#totals();
    return backText(pod.name, {
      lostMs: this.#options.clock.now() - this.#gap.since,
      held: held - this.#gap.held,
      lost: failed - this.#gap.failed,
    });
  }

  #podLost(problem: Problem, retryAt: number | null): void {
    const { clock, timeline } = this.#options;
    const before = this.#state.phase;
    if (!this.#apply({ kind: 'podLost', problem, retryAt })) return;
    if (before === 'active') this.#gap = { since: clock.now(), ...this.#totals() };
    else if (this.#gap !== null && clock.now() - this.#gap.since < quietGapMs) return;
    timeline.addOnce('podLost', problem.message, problem);
  }

  /** One failed connection never ends the session, unless it proves what no retry can mend (a missing right). */
  #connectionFailed(problem: Problem): void {
    if (!isRunning(this.#state)) return;
    this.#options.timeline.addOnce('connectionFailed', problem.message, problem);
    this.#options.log.info(`connection failed: ${problem.code} ${problem.detail ?? problem.message}`);
    if (isPermanent(problem.code) && problem.code !== 'internal') this.#giveUp(problem);
  }

  #giveUp(problem: Problem): void {
    if (!this.#apply({ kind: 'gaveUp', problem })) return;
    this.#options.timeline.add('failed', problem.message, problem);
    void this.#release();
  }

  #release(): Promise<void> {
    if (!this.#resources.disposed) {
      this.#upstream = null;
      this.#released = this.#resources.disposeAsync().catch((error: unknown) => {
        this.#options.log.error(`release: ${String(error)}`);
      });
    }
    return this.#released;
  }

  #apply(event: SessionEvent): boolean {
    const next = transition(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    this.#options.onChanged(next);
    return true;
  }

  #totals(): { held: number; failed: number } {
    const counters = this.#options.counters();
    return {
      held: counters.reduce((sum, counter) => sum + counter.everHeld, 0),
      failed: counters.reduce((sum, counter) => sum + counter.failed, 0),
    };
  }
}

function boundPort(remote: RemotePort, listener: Listener): BoundPort {
  return { remote, endpoints: [...listener.endpoints] };
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
