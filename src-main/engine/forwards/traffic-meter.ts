import { Emitter } from '../../shared/emitter.ts';
import type { ForwardId } from '../../shared/forward.ts';
import {
  type RecentTraffic,
  sumRates,
  type TrafficHistory,
  type TrafficSpan,
} from '../../shared/traffic-history.ts';
import { podTrafficLimit, type TrafficSample } from '../../shared/traffic.ts';
import type { Transport } from '../../shared/transport.ts';
import type { Clock } from '../clock.ts';
import type { PodCounters } from './pod-counters.ts';
import type { PortCounter } from './port-counter.ts';
import type { TrafficRecord } from './traffic-record.ts';
import { TrafficSteps } from './traffic-steps.ts';

/** One forward as the meter sees it. */
export interface Metered {
  readonly id: ForwardId;
  readonly counters: readonly PortCounter[];
  readonly podCounters: PodCounters;
  /** Began with these counters. */
  readonly record: TrafficRecord;
  readonly transport: Transport | null;
  /** Whether its counts can change. */
  readonly running: boolean;
}

const tickMs = 1_000;

/** Turns counts into rates and remembers them: one timer for all forwards, and only while one of them runs. */
export class TrafficMeter implements Disposable {
  readonly #clock: Clock;
  readonly #metered: () => readonly Metered[];
  readonly #traffic = new Emitter<{ at: number; samples: TrafficSample[] }>();
  readonly onTraffic = this.#traffic.listen;
  readonly #steps = new TrafficSteps();
  #timer: Disposable | null = null;
  #lastTick = 0;

  constructor(clock: Clock, metered: () => readonly Metered[]) {
    this.#clock = clock;
    this.#metered = metered;
  }

  /** Something runs now: ticks go on until nothing does. */
  wake(): void {
    if (this.#timer !== null) return;
    this.#lastTick = this.#clock.now();
    this.#arm();
  }

  samples(): TrafficSample[] {
    return this.#metered().map(({ id, counters, podCounters, transport }) => ({
      id,
      ports: counters.map((counter) => counter.sample()),
      pods: podCounters.sample(),
      transport,
    }));
  }

  /** The last minute of all forwards. */
  recent(): RecentTraffic[] {
    return this.#metered().map((forward) => ({
      id: forward.id,
      ...sumRates(this.#read(forward, 'minute').ports),
    }));
  }

  /** One forward's ports and pods; empty where it is not known. */
  history(id: ForwardId, span: TrafficSpan): TrafficHistory {
    const forward = this.#metered().find((each) => each.id === id);
    return forward === undefined ? { times: [], ports: [], pods: [] } : this.#read(forward, span);
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#traffic[Symbol.dispose]();
  }

  #read({ counters, podCounters, record }: Metered, span: TrafficSpan): TrafficHistory {
    const steps = this.#steps.after(span, record.since);
    const numbers = steps.map(({ number }) => number);
    const pods = [...podCounters.used].map((counter) => ({
      name: counter.name,
      ...record.read(counter, span, numbers),
    }));
    return {
      times: steps.map(({ at }) => at),
      ports: counters.map((counter) => record.read(counter, span, numbers)),
      pods: pods
        .filter(({ received, sent }) => received.some(isAny) || sent.some(isAny))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, podTrafficLimit),
    };
  }

  #arm(): void {
    this.#timer = this.#clock.after(tickMs, () => this.#tick());
  }

  #tick(): void {
    const now = this.#clock.now();
    const elapsedMs = now - this.#lastTick;
    const metered = this.#metered();
    const ended = this.#steps.tick(now, elapsedMs);
    for (const { counters, podCounters, record } of metered) {
      for (const counter of counters) counter.tick(elapsedMs);
      record.record(counters, podCounters.used, ended);
    }
    this.#lastTick = now;
    // The last tick, after everything stopped, tells that nothing flows any more.
    if (metered.some((forward) => forward.running)) this.#arm();
    else this.#timer = null;
    this.#traffic.emit({ at: now, samples: this.samples() });
  }
}

function isAny(rate: number): boolean {
  return rate > 0;
}
