import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { packageFolder } from '../setup/package-folder.mjs';
import { bin, node24, root } from '../setup/process.mjs';
import { runChecks } from './checks.mjs';
import { readPlaywright, readVitest } from './count.mjs';

/** @typedef {import('./test-machine.mjs').TestMachine} TestMachine */
/** @typedef {import('./count.mjs').Count} Count */

/**
 * Every suite of `npm test`, in its order.
 * @type {{ name: string, run: (machine: TestMachine, args: string[]) => Promise<Count> }[]}
 */
export const suites = [
  { name: 'check', run: runChecks },
  { name: 'unit', run: (machine, args) => vitest(machine, 'unit', args) },
  { name: 'integration', run: (machine, args) => vitest(machine, 'integration', args) },
  // Before a cluster is started: it would take half of the processors from what is measured.
  {
    name: 'speed',
    async run(machine, args) {
      if (!hasTests('speed')) return none;
      await machine.startDesktop();
      await machine.build();
      return playwright(machine, ['speed'], args);
    },
  },
  { name: 'cluster', run: (machine, args) => vitestOnCluster(machine, 'cluster', args) },
  { name: 'soak', run: (machine, args) => vitestOnCluster(machine, 'soak', args) },
  {
    name: 'e2e',
    async run(machine, args) {
      if (!hasTests('e2e')) return none;
      const reason = await machine.startCluster();
      if (reason !== undefined) return skipped(reason);
      await machine.startDesktop();
      await machine.build();
      // A whole run takes every picture anew; one of a few files leaves the others theirs.
      if (args.length === 0) rmSync(join(root, 'test-results', 'views'), { recursive: true, force: true });
      return playwright(machine, ['e2e', 'e2e-real'], args);
    },
  },
  {
    name: 'packaged',
    async run(machine, args) {
      if (!hasTests('packaged')) return none;
      await machine.startDesktop();
      await machine.build();
      const status = await packageFolder(await machine.electron());
      return status === 0 ? playwright(machine, ['packaged'], args) : { ...none, failed: 1 };
    },
  },
];

/** @type {Count} */
const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {TestMachine} machine
 * @param {string} project
 * @param {string[]} args
 */
async function vitest(machine, project, args) {
  if (!hasTests(project)) return none;
  const report = newReport(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await machine.run(node24, [bin.vitest, 'run', '--project', project, ...reporters, ...args]);
  return readVitest(report, status);
}

/**
 * @param {TestMachine} machine
 * @param {string} project
 * @param {string[]} args
 */
async function vitestOnCluster(machine, project, args) {
  if (!hasTests(project)) return none;
  const reason = await machine.startCluster();
  return reason === undefined ? vitest(machine, project, args) : skipped(reason);
}

/**
 * @param {TestMachine} machine
 * @param {[string, ...string[]]} projects of playwright.config.ts; the first one names the report
 * @param {string[]} args
 */
async function playwright(machine, projects, args) {
  const report = newReport(projects[0]);
  const status = await machine.run(
    node24,
    [bin.playwright, 'test', '--project', ...projects, '--reporter=list,json', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  return readPlaywright(report, status);
}

/** @param {string} project */
function hasTests(project) {
  const folder = join(root, 'test', project);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.some((name) => name.endsWith('.test.ts'));
}

/** @param {string} project */
function newReport(project) {
  const file = join(root, 'test-results', `${project}.json`);
  // An old report must not speak for a run that wrote none.
  rmSync(file, { force: true });
  return file;
}

/** @param {string} reason */
function skipped(reason) {
  console.log(`Skipped: ${reason}`);
  return { ...none, skipped: 1 };
}
