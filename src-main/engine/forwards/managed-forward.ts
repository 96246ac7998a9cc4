import { isDeepStrictEqual } from 'node:util';
import type { Forward } from '../../shared/forward.ts';
import { boundPorts, isRunning, type SessionState } from '../../shared/session.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import { Admission } from './admission.ts';
import { PodCounters } from './pod-counters.ts';
import { PortCounter } from './port-counter.ts';
import { RemotePeers } from './remote-peers.ts';
import { Session } from './session.ts';
import type { SessionWorld } from './session-world.ts';
import { Timeline } from './timeline.ts';
import { TrafficRecord } from './traffic-record.ts';

interface ManagedForwardOptions {
  readonly forward: Forward;
  readonly world: SessionWorld;
  readonly onSession: (state: SessionState) => void;
  readonly onTimeline: (entry: TimelineEntry) => void;
  readonly onAccepted: (pair: number) => void;
}

/** A saved forward together with its session, its counts and what happened to it in this run. */
export class ManagedForward {
  readonly timeline: Timeline;
  readonly session: Session;
  readonly peers: RemotePeers;
  #forward: Forward;
  #counters: readonly PortCounter[];
  #podCounters = new PodCounters();
  #record: TrafficRecord;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ forward, world, onSession, onTimeline, onAccepted }: ManagedForwardOptions) {
    this.#forward = forward;
    this.#counters = forward.ports.map(() => new PortCounter());
    this.#now = () => world.clock.now();
    this.#record = new TrafficRecord(this.#now());
    this.timeline = new Timeline(this.#now, onTimeline);
    this.peers = new RemotePeers(this.#now);
    const current = () => this.#forward;
    this.session = new Session({
      ...world,
      forward: current,
      peers: this.peers,
      admission: new Admission({ forward: current, peers: this.peers, timeline: this.timeline }),
      counters: () => this.#counters,
      podCounters: () => this.#podCounters,
      timeline: this.timeline,
      onChanged: onSession,
      onAccepted,
    });
  }

  get forward(): Forward {
    return this.#forward;
  }

  get counters(): readonly PortCounter[] {
    return this.#counters;
  }

  get podCounters(): PodCounters {
    return this.#podCounters;
  }

  get record(): TrafficRecord {
    return this.#record;
  }

  get isRunning(): boolean {
    return isRunning(this.session.state);
  }

  /** Takes new settings, which open connections do not feel; counts begin anew where they would mean something else. */
  replace(forward: Forward): void {
    const { target, ports, balance, allowFrom } = this.#forward;
    const sameMeaning =
      isDeepStrictEqual(target, forward.target) &&
      isDeepStrictEqual(
        ports.map(({ remote }) => remote),
        forward.ports.map(({ remote }) => remote),
      );
    this.#forward = forward;
    if (!sameMeaning) {
      this.#counters = forward.ports.map(() => new PortCounter());
      this.#podCounters = new PodCounters();
      this.#record = new TrafficRecord(this.#now());
    }
    if (!isDeepStrictEqual(balance, forward.balance)) this.session.rebalance();
    if (!isDeepStrictEqual(allowFrom, forward.allowFrom)) this.session.readmit();
  }

  /** True where the session must be started anew to follow these settings. */
  needsRestartFor(forward: Forward): boolean {
    const { target, ports, addresses } = this.#forward;
    return !isDeepStrictEqual([target, ports, addresses], [forward.target, forward.ports, forward.addresses]);
  }

  /** Keeps the ports that the system chose, for the next start. True where one is new. */
  rememberPorts(): boolean {
    const bound = boundPorts(this.session.state);
    const ports = this.#forward.ports.map((pair, index) => {
      const port = bound[index]?.endpoints[0]?.port;
      if (pair.local.kind === 'fixed' || port === undefined || pair.local.last === port) return pair;
      return { ...pair, local: { kind: 'auto' as const, last: port } };
    });
    if (ports.every((pair, index) => pair === this.#forward.ports[index])) return false;
    this.#forward = { ...this.#forward, ports };
    return true;
  }

  /** Runs the task after those that came before: starts and stops of one forward never overlap. */
  serially<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    // The caller hears of a failure; the next task runs all the same.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
