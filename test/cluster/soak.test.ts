import { expect, it } from 'vitest';
import { report } from '../soak/report.ts';
import { soak } from '../soak/soak.ts';
import { judge } from '../soak/verdict.ts';
import { startCluster } from './cluster.ts';

it('a minute of everything at once loses nothing that could be kept, and leaves nothing behind', async () => {
  const cluster = await startCluster();
  const run = await soak({
    cluster,
    durationMs: 60_000,
    seed: 1,
  });
  const verdict = judge(run);
  expect(verdict.failures, report(run, verdict)).toEqual([]);
}, 420_000);
