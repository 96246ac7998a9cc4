import { type TrafficSpan, trafficSpans } from '../../shared/traffic-history.ts';

/** A step that has just ended; `number` rises by one within its span. */
export interface EndedStep {
  readonly span: TrafficSpan;
  readonly number: number;
  readonly elapsedMs: number;
}

/** The time axis of one span, the same for all forwards: when each of its last steps ended. */
class SpanSteps {
  readonly #span: TrafficSpan;
  readonly #ends: Float64Array;
  #count = 0;
  #ticks = 0;
  #elapsedMs = 0;

  constructor(span: TrafficSpan) {
    this.#span = span;
    this.#ends = new Float64Array(trafficSpans[span].steps);
  }

  /** A second or so has passed. Answers with the step that it ends, if it does. */
  tick(now: number, elapsedMs: number): EndedStep | null {
    this.#ticks += 1;
    this.#elapsedMs += elapsedMs;
    if (this.#ticks < trafficSpans[this.#span].stepSeconds) return null;
    const ended = { span: this.#span, number: this.#count, elapsedMs: this.#elapsedMs };
    this.#ends[this.#count % this.#ends.length] = now;
    this.#count += 1;
    this.#ticks = 0;
    this.#elapsedMs = 0;
    return ended;
  }

  /** The steps still remembered that ended after `since`, oldest first. */
  after(since: number): { readonly number: number; readonly at: number }[] {
    const { length } = this.#ends;
    return Array.from({ length: Math.min(this.#count, length) }, (_, index) => {
      const number = Math.max(0, this.#count - length) + index;
      return { number, at: this.#ends[number % length] ?? 0 };
    }).filter(({ at }) => at > since);
  }
}

/** The time axes of all spans, counted in the meter's ticks; while nothing runs there are none, and no steps. */
export class TrafficSteps {
  readonly #spans: Record<TrafficSpan, SpanSteps> = {
    minute: new SpanSteps('minute'),
    quarter: new SpanSteps('quarter'),
    hour: new SpanSteps('hour'),
  };

  tick(now: number, elapsedMs: number): EndedStep[] {
    return Object.values(this.#spans).flatMap((steps) => steps.tick(now, elapsedMs) ?? []);
  }

  after(span: TrafficSpan, since: number): { readonly number: number; readonly at: number }[] {
    return this.#spans[span].after(since);
  }
}
