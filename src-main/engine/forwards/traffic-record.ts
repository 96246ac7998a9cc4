import { type Rates, type TrafficSpan, trafficSpans } from '../../shared/traffic-history.ts';
import { podTrafficLimit } from '../../shared/traffic.ts';
import { rate } from './port-counter.ts';
import type { EndedStep } from './traffic-steps.ts';

/** What is remembered as a line: a port's counter or a pod's. */
export interface Counted {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** The last rates of one counter in one span; without memory until something flows. */
class RateRing {
  readonly #steps: number;
  /** Received and sent of each step, side by side. */
  #rates: Float32Array | null = null;
  #lastStep = -1;
  #receivedBefore = 0;
  #sentBefore = 0;

  constructor(steps: number) {
    this.#steps = steps;
  }

  record({ receivedBytes, sentBytes }: Counted, { number, elapsedMs }: EndedStep): void {
    const received = rate(receivedBytes - this.#receivedBefore, elapsedMs);
    const sent = rate(sentBytes - this.#sentBefore, elapsedMs);
    this.#receivedBefore = receivedBytes;
    this.#sentBefore = sentBytes;
    if (this.#rates === null && received === 0 && sent === 0) return;
    this.#rates ??= new Float32Array(2 * this.#steps);
    // A forward that was removed for a while and brought back has steps in which nobody asked it.
    this.#clear(this.#lastStep + 1, number - 1);
    const at = 2 * (number % this.#steps);
    this.#rates[at] = received;
    this.#rates[at + 1] = sent;
    this.#lastStep = number;
  }

  /** Zeros where nothing flowed. */
  read(numbers: readonly number[]): Rates {
    const value = (number: number, side: 0 | 1): number =>
      number > this.#lastStep ? 0 : (this.#rates?.[2 * (number % this.#steps) + side] ?? 0);
    return {
      received: numbers.map((number) => value(number, 0)),
      sent: numbers.map((number) => value(number, 1)),
    };
  }

  #clear(from: number, to: number): void {
    for (let step = Math.max(from, to - this.#steps + 1); step <= to; step++) {
      this.#rates?.fill(0, 2 * (step % this.#steps), 2 * (step % this.#steps) + 2);
    }
  }
}

type Line = Record<TrafficSpan, RateRing>;

/**
 * One forward's rates over all spans, a line for each port pair and each pod. A line takes 3,840 bytes of numbers once it
 * has carried something; 300 forwards with one port and two pods each, all of them busy, take 4.5 MB in all (measured).
 */
export class TrafficRecord {
  /** Nothing is known from before, in milliseconds since the epoch. */
  readonly since: number;
  readonly #lines = new Map<Counted, Line>();

  constructor(since: number) {
    this.since = since;
  }

  /** Some steps have ended; the lines of counters that are no longer there go. */
  record(ports: readonly Counted[], pods: Iterable<Counted>, ended: readonly EndedStep[]): void {
    const counters = new Set([...ports, ...pods]);
    for (const counter of this.#lines.keys()) if (!counters.has(counter)) this.#lines.delete(counter);
    for (const counter of counters) {
      const line = this.#lines.get(counter) ?? this.#begin(counter, ports.length);
      for (const step of ended) line?.[step.span].record(counter, step);
    }
  }

  /** The rates of the steps with these numbers. */
  read(counter: Counted, span: TrafficSpan, numbers: readonly number[]): Rates {
    return (this.#lines.get(counter) ?? newLine())[span].read(numbers);
  }

  /** Of hundreds of pods the first have a line; the others are in the sum of the ports. */
  #begin(counter: Counted, ports: number): Line | null {
    if (this.#lines.size >= ports + podTrafficLimit) return null;
    const line = newLine();
    this.#lines.set(counter, line);
    return line;
  }
}

function newLine(): Line {
  return {
    minute: new RateRing(trafficSpans.minute.steps),
    quarter: new RateRing(trafficSpans.quarter.steps),
    hour: new RateRing(trafficSpans.hour.steps),
  };
}
