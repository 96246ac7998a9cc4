import { ratioText, spreadText } from './figures.ts';
import { hasRatio, type Metric, type ScenarioId } from './metric.ts';
import { labelOf, type PeerId, peers } from './peers.ts';
import type { Failure, Results } from './results.ts';
import { winnerOf } from './winner.ts';

export const tableTitles: Readonly<Record<ScenarioId, string>> = {
  L: 'L: new connection',
  K: 'K: cold start',
  C: 'C: connections at once',
  R: 'R: slow readers',
  D: 'D: download',
  U: 'U: upload',
  B: 'B: both ways',
  P: 'P: parallel downloads',
  H: 'H: one client stalls',
  F: 'F: faults',
  M: 'M: idle forwards',
  J: 'J: event loop',
};

/** One scenario's table: a line for each metric, a column for each peer that has a figure. */
export function tableOf(metrics: readonly Metric[], results: Results): string {
  const columns = peers
    .map(({ id }) => id)
    .filter((id) => metrics.some((metric) => results.spread(metric.id, id) !== undefined));
  if (columns.length === 0) return 'Not measured.';
  const head = ['', ...columns.map(labelOf), 'best'];
  const lines = metrics.map((metric) => [
    metric.unit === 'count' || metric.unit === 'min/max' ? metric.label : `${metric.label}, ${metric.unit}`,
    ...columns.map((peer) => cell(metric, peer, results)),
    winnerOf(metric, results) ?? '—',
  ]);
  return markdownTable(head, lines);
}

export function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n');
}

/** What went wrong as a whole, each reason once for each peer. */
export function failureList(failures: readonly Failure[]): string {
  const byReason = Map.groupBy(failures, ({ peer, reason }) => `${labelOf(peer)}: ${reason}`);
  return [...byReason].map(([text, { length }]) => `- ${text} (${length} of the rounds)`).join('\n');
}

function cell(metric: Metric, peer: PeerId, results: Results): string {
  const spread = results.spread(metric.id, peer);
  if (spread === undefined) return '—';
  const ratio = hasRatio(metric) && peer !== 'direct' ? results.ratio(metric, peer) : undefined;
  const text = spreadText(spread, metric.unit);
  return ratio === undefined ? text : `${text}<br>${ratioText(ratio)}`;
}
