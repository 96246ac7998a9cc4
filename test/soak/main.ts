import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startCluster } from '../cluster/cluster.ts';
import { report } from './report.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

// Exit status: 0 where nothing failed, 1 where something did or the soak could not run.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const cluster = await startCluster();
const run = await soak({
  cluster,
  durationMs: Number(values.minutes) * 60_000,
  seed: Number(values.seed),
});
const verdict = judge(run);
const text = report(run, verdict);
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);
process.exitCode = verdict.failures.length === 0 ? 0 : 1;
