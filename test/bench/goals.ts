import { figure } from './figures.ts';
import { metric, type Unit } from './metric.ts';
import type { PeerId, portolans } from './peers.ts';
import type { Results } from './results.ts';

export type PortolanId = (typeof portolans)[number];

/** A promise of the issue, judged by the figures alone. */
export interface Goal {
  readonly title: string;
  readonly limit: string;
  /** Undefined where the figures are missing. */
  judge(results: Results, peer: PortolanId): Judgement | undefined;
}

export interface Judgement {
  readonly shown: string;
  readonly met: boolean;
}

export const goals: readonly Goal[] = [
  ...[30, 100].flatMap((rttMs): readonly Goal[] => [
    {
      title: `New connection at ${rttMs} ms`,
      limit: '≤ 1.1 round trips',
      judge: (results, peer) => {
        // What the path really adds, seen by the direct way in the same run.
        const path = middle(results, `L ${rttMs} path`, 'direct');
        return atMost(divide(middle(results, `L ${rttMs} p50`, peer), path), 1.1, (value) =>
          value.toFixed(2),
        );
      },
    },
    {
      title: `New connection at ${rttMs} ms against kubectl`,
      limit: '≤ ×0.4',
      judge: (results, peer) =>
        atMost(results.ratio(metric('L', `${rttMs} p50`, '', 'ms'), peer)?.median, 0.4, times),
    },
  ]),
  ...(['D', 'U'] as const).flatMap((table): readonly Goal[] => {
    const title = table === 'D' ? 'Download' : 'Upload';
    const speed = metric(table, 'speed', '', 'MiB/s', 'more');
    return [
      {
        title: `${title} against the faster kubectl`,
        limit: '≥ ×1.0',
        judge: (results, peer) => atLeast(results.ratio(speed, peer)?.median, 1, times),
      },
      {
        title: `${title}: CPU for each GiB against that kubectl`,
        limit: '≤ ×0.8',
        judge: (results, peer) => {
          const faster = results.betterKubectl(speed);
          if (faster === undefined) return undefined;
          return atMost(
            results.ratioBetween(`${table} cpu`, peer, `${table} cpu`, faster)?.median,
            0.8,
            times,
          );
        },
      },
    ];
  }),
  ...(['reader', 'upload'] as const).flatMap((what): readonly Goal[] => [
    {
      title: `One stalled ${what}: p99 of the others`,
      limit: '≤ ×2 of alone',
      judge: (results, peer) =>
        atMost(results.ratioBetween(`H ${what}`, peer, 'H baseline', peer)?.median, 2, times),
    },
    none(`One stalled ${what}: others that fail`, `H ${what} failed`),
  ]),
  none('500 connections at once: failed', 'C 500 failed'),
  {
    title: '500 connections at once: p99 against kubectl',
    limit: '≤ ×1.0',
    judge: (results, peer) => atMost(results.ratio(metric('C', '500 p99', '', 'ms'), peer)?.median, 1, times),
  },
  none('1,000 connections at once: failed', 'C 1000 failed'),
  none('Pod replaced under 50 connections a second: refused', 'F pod refused'),
  none('Pod replaced under 50 connections a second: lost', 'F pod lost'),
  limited('Pod replaced: first byte after the new pod is Ready', 'F pod first byte', 100, 'ms'),
  none('API server killed and back: held connections refused', 'F API refused'),
  none('API server killed and back: held connections lost', 'F API lost'),
  limited('Dead path noticed', 'F hole noticed', 10_000, 'ms'),
  limited('30 idle forwards: memory more than none', 'M 30 rss', 150, 'MiB'),
  limited('300 forwards: memory in plain Node', 'M 300 rss', 250, 'MiB'),
  limited('300 forwards: CPU of one core', 'M 300 cpu', 1, '%'),
  limited('Event-loop delay p99 during a download', 'J p99', 20, 'ms'),
];

/** Failures count in whichever round they were. */
function none(title: string, metricId: string): Goal {
  return {
    title,
    limit: 'none',
    judge: (results, peer) => atMost(results.spread(metricId, peer)?.max, 0, String),
  };
}

function limited(title: string, metricId: string, limit: number, unit: Unit): Goal {
  return {
    title,
    limit: `≤ ${limit.toLocaleString('en-GB')} ${unit}`,
    judge: (results, peer) =>
      atMost(middle(results, metricId, peer), limit, (value) =>
        value === Infinity ? 'never' : `${figure(value, unit)} ${unit}`,
      ),
  };
}

function middle(results: Results, metricId: string, peer: PeerId): number | undefined {
  return results.spread(metricId, peer)?.median;
}

function divide(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value / by;
}

function atMost(
  value: number | undefined,
  limit: number,
  show: (value: number) => string,
): Judgement | undefined {
  return value === undefined ? undefined : { shown: show(value), met: value <= limit };
}

function atLeast(
  value: number | undefined,
  limit: number,
  show: (value: number) => string,
): Judgement | undefined {
  return value === undefined ? undefined : { shown: show(value), met: value >= limit };
}

function times(value: number): string {
  return `×${value === Infinity ? '∞' : value.toFixed(2)}`;
}
