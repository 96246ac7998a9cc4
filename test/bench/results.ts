import type { Measured, Metric, ScenarioId } from './metric.ts';
import { kubectls, type PeerId } from './peers.ts';
import { spreadOf, type Spread } from './statistics.ts';

export interface Row {
  readonly peer: PeerId;
  readonly round: number;
  readonly measured: Measured;
}

/** A run of a scenario that gave no figures, and why. */
export interface Failure {
  readonly scenario: ScenarioId;
  readonly peer: PeerId;
  readonly round: number;
  readonly reason: string;
}

/** Everything measured, by round. */
export class Results {
  readonly rows: Row[] = [];
  readonly failures: Failure[] = [];

  add(peer: PeerId, round: number, measured: Measured): void {
    this.rows.push({ peer, round, measured });
  }

  fail(failure: Failure): void {
    this.failures.push(failure);
  }

  /** The metric's value in each round that has one. */
  byRound(metricId: string, peer: PeerId): ReadonlyMap<number, number> {
    const found = this.rows.filter((row) => row.peer === peer && metricId in row.measured);
    return new Map(found.map(({ round, measured }) => [round, measured[metricId] ?? Number.NaN]));
  }

  spread(metricId: string, peer: PeerId): Spread | undefined {
    return spreadOf([...this.byRound(metricId, peer).values()]);
  }

  /** The metric against the better kubectl transport of the same round. */
  ratio(metric: Metric, peer: PeerId): Spread | undefined {
    return this.#ratioTo(metric.id, peer, (round) => this.#bestKubectl(metric, round));
  }

  /** One metric of a peer against another metric of any peer in the same round. */
  ratioBetween(metricId: string, peer: PeerId, otherId: string, other: PeerId): Spread | undefined {
    const others = this.byRound(otherId, other);
    return this.#ratioTo(metricId, peer, (round) => others.get(round));
  }

  /** The kubectl transport that is better in the median of all rounds. */
  betterKubectl(metric: Metric): PeerId | undefined {
    const sign = metric.better === 'less' ? 1 : -1;
    return kubectls
      .map((id) => ({ id, median: this.spread(metric.id, id)?.median }))
      .filter((each): each is { id: PeerId; median: number } => each.median !== undefined)
      .toSorted((a, b) => sign * (a.median - b.median))[0]?.id;
  }

  #bestKubectl({ id, better }: Metric, round: number): number | undefined {
    const values = kubectls.flatMap((peer) => this.byRound(id, peer).get(round) ?? []);
    if (values.length === 0) return undefined;
    return better === 'less' ? Math.min(...values) : Math.max(...values);
  }

  #ratioTo(metricId: string, peer: PeerId, base: (round: number) => number | undefined): Spread | undefined {
    const ratios = [...this.byRound(metricId, peer)].map(([round, value]) => value / finite(base(round)));
    // Against nothing, or against never, there is no ratio.
    return ratios.some(Number.isNaN) ? undefined : spreadOf(ratios);
  }
}

function finite(value: number | undefined): number {
  return value === undefined || value === Infinity ? Number.NaN : value;
}
