import { expect, it } from 'vitest';
import { startCluster } from '../cluster/cluster.ts';
import { report } from './report.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

it('a minute of everything at once loses nothing that could be kept, and leaves nothing behind', async () => {
  const cluster = await startCluster();
  const run = await soak({ cluster, durationMs: 60_000, seed: 1 });
  const verdict = judge(run);
  expect(verdict.failures, report(run, verdict)).toEqual([]);
}, 420_000);
