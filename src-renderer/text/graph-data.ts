import {
  type Rates,
  sumRates,
  type TrafficHistory,
  type TrafficSpan,
  trafficSpans,
} from '../../src-main/shared/traffic-history.ts';

/** What a graph shows of a forward. */
export type GraphChoice =
  | { readonly kind: 'whole' }
  | { readonly kind: 'port'; readonly index: number }
  | { readonly kind: 'pod'; readonly name: string };

/** Columns of a graph: times in milliseconds, and rates, null where nothing was measured. */
export type GraphColumns = [times: number[], received: (number | null)[], sent: (number | null)[]];

/** Steps further apart than so many have nothing between them that was measured. */
const gapSteps = 2.5;

/** The chosen rates of a history; zeros for a port or pod that it does not have. */
export function chosenRates(history: TrafficHistory, choice: GraphChoice): Rates {
  const none = { received: history.times.map(() => 0), sent: history.times.map(() => 0) };
  switch (choice.kind) {
    case 'whole':
      return sumRates(history.ports);
    case 'port':
      return history.ports[choice.index] ?? none;
    case 'pod':
      return history.pods.find(({ name }) => name === choice.name) ?? none;
  }
}

/** What a graph draws: a break where nothing was measured, as while everything was stopped. */
export function graphColumns(times: readonly number[], rates: Rates, span: TrafficSpan): GraphColumns {
  const gapMs = trafficSpans[span].stepSeconds * 1_000 * gapSteps;
  const columns: GraphColumns = [[], [], []];
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (before !== undefined && time - before > gapMs) add(columns, before + 1, null, null);
    add(columns, time, rates.received[index] ?? 0, rates.sent[index] ?? 0);
  });
  return columns;
}

/** As of every slider (ARIA Authoring Practices). */
const stepsByKey: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index) => index - 10,
  PageUp: (index) => index + 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** Which step a key goes to from another, from the newest where that is null or gone; null where the key goes nowhere. */
export function stepByKey(times: readonly number[], from: number | null, key: string): number | null {
  const known = from === null ? -1 : times.indexOf(from);
  const index = known === -1 ? times.length - 1 : known;
  const wanted = stepsByKey[key]?.(index, times.length - 1);
  if (wanted === undefined) return null;
  return times[Math.min(Math.max(wanted, 0), times.length - 1)] ?? null;
}

/** One row of the graph as a table. */
export interface GraphRow {
  readonly time: number;
  readonly received: number;
  readonly sent: number;
}

const rowsAtMost = 12;

/** The graph as a short table, newest first: each row the mean of some steps, told at their end. */
export function graphRows(times: readonly number[], { received, sent }: Rates): GraphRow[] {
  const steps = Math.max(1, Math.ceil(times.length / rowsAtMost));
  return times
    .flatMap((time, index) => {
      const isEnd = (times.length - 1 - index) % steps === 0;
      if (!isEnd) return [];
      const from = Math.max(0, index + 1 - steps);
      return [
        { time, received: mean(received.slice(from, index + 1)), sent: mean(sent.slice(from, index + 1)) },
      ];
    })
    .toReversed();
}

function add(
  [times, received, sent]: GraphColumns,
  at: number,
  down: number | null,
  up: number | null,
): void {
  times.push(at);
  received.push(down);
  sent.push(up);
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
