import { test } from '@playwright/test';
import { demoCrowd } from '../e2e/support/crowd.ts';
import { many, measureLists } from '../e2e/support/measured-lists.ts';

test('a crowd of pods, services, forwards and contexts is listed, filtered and scrolled without a stall', async () => {
  test.setTimeout(240_000);
  await using crowd = await demoCrowd(many);
  await measureLists(crowd, 200);
});
