import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { addForward } from './support/shop-home.ts';

test('a screen reader says that a cluster stops answering, wants a login and is connected again', async () => {
  await using home = await DemoHome.create();
  await using portolan = await home.launch();
  const { faults } = home.demo;
  const lines = portolan.page.getByRole('log', { name: 'Latest changes' }).getByRole('paragraph');
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect(lines.filter({ hasText: 'demo: Connected.' })).toHaveCount(1);

  const retry = () => portolan.request('cluster.retry', { context: 'demo' });
  faults.cutConnectionsAfterBytes = 0;
  await retry();
  await expect(lines.filter({ hasText: /^demo: Failed\. \S/ })).toHaveCount(1);
  faults.cutConnectionsAfterBytes = null;
  faults.unauthorizedRequests = Infinity;
  await retry();
  await expect(lines.filter({ hasText: /^demo: Needs login\. \S/ })).toHaveCount(1);
  faults.unauthorizedRequests = 0;
  await retry();
  await expect(lines.filter({ hasText: 'demo: Connected.' })).toHaveCount(2);
});
