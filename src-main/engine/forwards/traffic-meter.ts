import { Emitter } from '../../shared/emitter.ts';
import type { ForwardId } from '../../shared/forward.ts';
import { type TrafficHistory, trafficHistoryLength, type TrafficSample } from '../../shared/traffic.ts';
import type { Transport } from '../../shared/transport.ts';
import type { Clock } from '../clock.ts';
import type { PodCounters } from './pod-counters.ts';
import type { PortCounter } from './port-counter.ts';

/** One forward as the meter sees it. */
export interface Metered {
  readonly id: ForwardId;
  readonly counters: readonly PortCounter[];
  readonly podCounters: PodCounters;
  readonly transport: Transport | null;
  /** Whether its counts can change. */
  readonly running: boolean;
}

const tickMs = 1_000;

/** Turns counts into rates: one timer for all forwards, and only while one of them runs. */
export class TrafficMeter implements Disposable {
  readonly #clock: Clock;
  readonly #metered: () => readonly Metered[];
  readonly #traffic = new Emitter<{ at: number; samples: TrafficSample[] }>();
  readonly onTraffic = this.#traffic.listen;
  readonly #rates = new Map<ForwardId, { received: number[]; sent: number[] }>();
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

  history(): TrafficHistory[] {
    return this.#metered().map(({ id }) => ({ id, ...(this.#rates.get(id) ?? { received: [], sent: [] }) }));
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#traffic[Symbol.dispose]();
  }

  #arm(): void {
    this.#timer = this.#clock.after(tickMs, () => this.#tick());
  }

  #tick(): void {
    const now = this.#clock.now();
    const metered = this.#metered();
    for (const forward of metered) this.#measure(forward, now - this.#lastTick);
    for (const id of this.#rates.keys()) {
      if (!metered.some((forward) => forward.id === id)) this.#rates.delete(id);
    }
    this.#lastTick = now;
    // The last tick, after everything stopped, tells that nothing flows any more.
    if (metered.some((forward) => forward.running)) this.#arm();
    else this.#timer = null;
    this.#traffic.emit({ at: now, samples: this.samples() });
  }

  #measure({ id, counters }: Metered, elapsedMs: number): void {
    const samples = counters.map((counter) => {
      counter.tick(elapsedMs);
      return counter.sample();
    });
    const { received, sent } = this.#rates.get(id) ?? { received: [], sent: [] };
    this.#rates.set(id, {
      received: remember(received, sum(samples.map((sample) => sample.receivedRate))),
      sent: remember(sent, sum(samples.map((sample) => sample.sentRate))),
    });
  }
}

function remember(rates: readonly number[], rate: number): number[] {
  return [...rates, rate].slice(-trafficHistoryLength);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
