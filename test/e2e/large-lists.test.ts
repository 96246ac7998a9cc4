import { test } from '@playwright/test';
import { startCluster } from '../cluster/cluster.ts';
import { realCrowd } from './support/crowd.ts';
import { many, measureLists } from './support/measured-lists.ts';

test('a crowd on a real cluster is listed, filtered and scrolled without a stall', async () => {
  test.setTimeout(600_000);
  const cluster = await startCluster();
  test.skip(!cluster.isOwn, 'A cluster that is not ours is not filled with 25,000 objects.');
  await using crowd = await realCrowd(cluster, many);
  // More would measure how Kubernetes writes them on the same two processors.
  await measureLists(crowd, 25);
});
