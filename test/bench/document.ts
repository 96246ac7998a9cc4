import { goals } from './goals.ts';
import type { Metric, ScenarioId } from './metric.ts';
import { labelOf, portolans } from './peers.ts';
import type { Failure, Results } from './results.ts';
import { failureList, markdownTable, tableOf, tableTitles } from './tables.ts';

/** One table with how it came to be. */
export interface Section {
  readonly table: ScenarioId;
  readonly methods: readonly string[];
  readonly metrics: readonly Metric[];
}

export interface Report {
  readonly environment: readonly (readonly [string, string])[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly sections: readonly Section[];
  readonly results: Results;
}

const handWritten = '## Reasons';
const noReasons = `${handWritten}\n\nNo goal that is not met has been looked into yet.\n`;

/** The whole document; the part written by hand is taken over from the one before. */
export function documentOf(report: Report, before: string): string {
  const { environment, rounds, quick, results, sections } = report;
  const parts = [
    '# Benchmark',
    `Written by \`npm run bench\`, all but "Reasons" and "Soak". Each figure is the median of ${rounds} ${rounds === 1 ? 'round' : 'rounds'} with the smallest and the largest in parentheses; \`×\` is the ratio to the better transport of kubectl in the same round, with its own range. A winner is named only where its range overlaps with nobody else's. The order of the peers changes with each round, and each runs in a process of its own; the load runs in another and compares every byte.`,
    ...(quick ? ['**This is a quick run: it shows that everything works, its figures say little.**'] : []),
    markdownTable(['', ''], environment),
    '## Goals',
    'A goal is judged by its median; failures count in whichever round they were. The transport that Portolan prefers here is SPDY.',
    goalTable(results),
    ...sections.flatMap((section) => sectionOf(section, results)),
  ];
  return `${parts.join('\n\n')}\n\n${reasonsOf(before)}`;
}

function goalTable(results: Results): string {
  const lines = goals.map((goal) => [
    goal.title,
    goal.limit,
    ...portolans.map((peer) => {
      const judgement = goal.judge(results, peer);
      if (judgement === undefined) return '—';
      return `${judgement.shown}, ${judgement.met ? 'met' : '**not met**'}`;
    }),
  ]);
  return markdownTable(['Goal', 'Limit', ...portolans.map(labelOf)], lines);
}

function sectionOf({ table, methods, metrics }: Section, results: Results): readonly string[] {
  const failures: readonly Failure[] = results.failures.filter(({ scenario }) => scenario === table);
  return [
    `## ${tableTitles[table]}`,
    ...methods,
    tableOf(metrics, results),
    ...(failures.length === 0 ? [] : ['Gave no figures:', failureList(failures)]),
  ];
}

function reasonsOf(before: string): string {
  const start = before.indexOf(`\n${handWritten}\n`);
  return start === -1 ? noReasons : before.slice(start + 1);
}
