import { markdownTable } from '../bench/tables.ts';
import type { SoakRun } from './soak.ts';
import { mib, type Verdict } from './verdict.ts';

/** The run as Markdown: what was done, what became of it, and what is wrong. */
export function report(run: SoakRun, verdict: Verdict): string {
  const pods = run.injected.filter(({ kind }) => kind === 'pod').length;
  const { before, quarter, end, stopped } = run.footprints;
  const spread = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return `${seconds(sorted[0])} to ${seconds(sorted.at(-1))}`;
  };
  const total = (name: 'served' | 'cutByPod' | 'cutByApi' | 'failed') =>
    verdict.talks.reduce((sum, each) => sum + each[name], 0);
  const facts = [
    ['load', `${run.options.durationMs / 60_000} min, seed ${run.options.seed}`],
    ['forwards', run.forwards.map(({ target }) => target).join(', ')],
    ['sent to pods, received', `${mib(run.sentBytes)}, ${mib(run.receivedBytes)}, every byte compared`],
    ['pods replaced', String(pods)],
    ['forward without a pod', spread(verdict.gapsMs)],
    ['new pod used after it was ready', spread(verdict.latenessMs)],
    ['API server killed', String(run.injected.length - pods)],
    ['connections held and served', String(verdict.heldAndServed)],
    ['connections that outlived their clients', String(run.leftOpen)],
    ['stuck sessions', String(run.stuck.length)],
    ['memory at a quarter, at the end', `${mib(quarter.bytes)}, ${mib(end.bytes)}`],
    ['peak resident memory', mib(run.peakResidentBytes)],
  ];
  const names = [...new Set([before, end, stopped].flatMap(({ held }) => Object.keys(held)))];
  return [
    table(['what', 'value'], facts),
    table(
      ['connections', 'served', 'cut with their pod', 'cut with the API server', 'failed'],
      [
        ...verdict.talks.map((each) => [each.talk, each.served, each.cutByPod, each.cutByApi, each.failed]),
        ['all', total('served'), total('cutByPod'), total('cutByApi'), total('failed')],
      ],
    ),
    table(
      ['held by the process', 'before', 'at the end', 'stopped'],
      names.map((name) => [name, before.held[name] ?? 0, end.held[name] ?? 0, stopped.held[name] ?? 0]),
    ),
    verdict.failures.length === 0
      ? 'Nothing failed.\n'
      : `Failures:\n\n${verdict.failures.map((failure) => `- ${failure}\n`).join('')}`,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${markdownTable(
    head,
    rows.map((cells) => cells.map(String)),
  )}\n`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'no time' : `${(ms / 1000).toFixed(1)} s`;
}
