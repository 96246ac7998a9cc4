export type ScenarioId = 'L' | 'K' | 'C' | 'R' | 'D' | 'U' | 'B' | 'P' | 'H' | 'F' | 'M' | 'J';

export type Unit = 'ms' | 's' | 'MiB' | 'MiB/s' | 's/GiB' | '%' | 'min/max' | 'count';

/** One figure that is taken of each peer in each round: a line of its scenario's table. */
export interface Metric {
  /** Unique in the whole benchmark; begins with the letter of its table. */
  readonly id: string;
  readonly table: ScenarioId;
  readonly label: string;
  readonly unit: Unit;
  /** `neither` is a fact about the run, not about the peer. */
  readonly better: 'less' | 'more' | 'neither';
}

/** What a scenario found of one peer, by the metric's id; Infinity for what never came. */
export type Measured = Readonly<Record<string, number>>;

export function metric(
  table: ScenarioId,
  name: string,
  label: string,
  unit: Unit,
  better: Metric['better'] = 'less',
): Metric {
  return { id: `${table} ${name}`, table, label, unit, better };
}

/** Counts are of failures, and no ratio to none says anything. */
export function hasRatio({ better, unit }: Metric): boolean {
  return better !== 'neither' && unit !== 'count';
}
