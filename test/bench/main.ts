import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rewriteMarkdown } from '../support/markdown-file.ts';
import { documentOf, type Section } from './document.ts';
import { describeEnvironment } from './environment.ts';
import type { ScenarioId } from './metric.ts';
import { type Options, readOptions } from './options.ts';
import { say, wordsOf } from './progress.ts';
import type { Results } from './results.ts';
import { runScenarios, tableOf } from './run.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/all.ts';
import { eventLoopMethod } from './scenarios/bulk.ts';
import { fullSizes, quickSizes } from './sizes.ts';
import { tableTitles } from './tables.ts';
import { World } from './world.ts';

const rowsPath = join(import.meta.dirname, '../../test-results/benchmark.json');

try {
  await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  say(wordsOf(error));
  process.exitCode = 1;
}

async function bench(options: Options): Promise<void> {
  const { quick, rounds, out } = options;
  const chosen = scenarios.filter((scenario) => isChosen(scenario, options.only));
  if (chosen.length === 0) throw new Error(`No scenario has one of the letters ${options.only.join(', ')}.`);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('Interrupted: nothing was written.')));
  const startedMs = performance.now();
  await using world = await World.create(quick ? quickSizes : fullSizes);
  say(`kubectl ${world.kubectl.version}, ${rounds} rounds of ${chosen.length} scenarios`);
  const environment = await describeEnvironment(world, rounds);
  const results = await runScenarios(world, chosen, rounds, writeRows, interrupted.signal);
  const report = { environment, rounds, quick, sections: sectionsOf(chosen, world), results };
  await rewriteMarkdown(out, (before) => documentOf(report, before));
  say(`${out} written after ${((performance.now() - startedMs) / 60_000).toFixed(1)} min`);
}

function isChosen(scenario: Scenario, letters: readonly string[]): boolean {
  // J is taken during D.
  return (
    letters.length === 0 || letters.some((letter) => scenario.name.startsWith(letter === 'J' ? 'D' : letter))
  );
}

/** A scenario may fill lines of two tables, and two may fill one. */
function sectionsOf(chosen: readonly Scenario[], world: World): readonly Section[] {
  const methodsOf = (table: ScenarioId) =>
    chosen.filter((each) => tableOf(each) === table).map((each) => each.method(world));
  const metrics = chosen.flatMap((scenario) => scenario.metrics(world));
  return (Object.keys(tableTitles) as ScenarioId[])
    .map((table) => ({
      table,
      methods: table === 'J' ? [eventLoopMethod] : methodsOf(table),
      metrics: metrics.filter((metric) => metric.table === table),
    }))
    .filter((section) => section.metrics.length > 0);
}

/** Every figure of every round, for whoever wants to look closer, and should the rest of a long run be lost. */
async function writeRows({ rows, failures }: Results): Promise<void> {
  await mkdir(dirname(rowsPath), { recursive: true });
  await writeFile(rowsPath, JSON.stringify({ rows, failures }, undefined, 1));
}
