import { z } from 'zod';
import { ForwardId } from './forward.ts';
import { podTrafficLimit } from './traffic.ts';

/** How far back a graph looks. */
export const TrafficSpan = z.enum(['minute', 'quarter', 'hour']);
export type TrafficSpan = z.infer<typeof TrafficSpan>;

/** How each span is remembered: so many steps of so many seconds. */
export const trafficSpans: Record<TrafficSpan, { readonly stepSeconds: number; readonly steps: number }> = {
  minute: { stepSeconds: 1, steps: 60 },
  quarter: { stepSeconds: 5, steps: 180 },
  hour: { stepSeconds: 15, steps: 240 },
};

/** Bytes per second over each step, oldest first: from the pod to local clients, and from them to the pod. */
export const Rates = z.object({ received: z.array(z.number()), sent: z.array(z.number()) });
export type Rates = z.infer<typeof Rates>;

/** One forward's rates over one span; every list has a value for each of `times`. */
export const TrafficHistory = z.object({
  /** When each step ended, in milliseconds since the epoch; steps in which nothing ran at all are missing. */
  times: z.array(z.number()),
  /** In the order of the forward's `ports`. */
  ports: z.array(Rates),
  /** Those that its counts know and that have carried something within the span. */
  pods: z.array(Rates.extend({ name: z.string() })).max(podTrafficLimit),
});
export type TrafficHistory = z.infer<typeof TrafficHistory>;

/** One forward's rates of the last minute over all of its ports, for the small curve in its row. */
export const RecentTraffic = Rates.extend({ id: ForwardId });
export type RecentTraffic = z.infer<typeof RecentTraffic>;

/** The sum at each step; lists of equal length. */
export function sumRates(all: readonly Rates[]): Rates {
  const [first, ...others] = all;
  if (first === undefined) return { received: [], sent: [] };
  const sum = (side: keyof Rates): number[] =>
    first[side].map((value, step) =>
      others.reduce((total, rates) => total + (rates[side][step] ?? 0), value),
    );
  return { received: sum('received'), sent: sum('sent') };
}
