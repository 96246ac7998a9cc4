import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { addForward } from './support/add-forward.ts';

test('a screen reader says that a cluster stops answering, wants a login and is connected again', async ({
  app: portolan,
  demo: { faults },
}) => {
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect(portolan.announced('demo: Connected.')).toHaveCount(1);

  const retry = () => portolan.request('cluster.retry', { context: 'demo' });
  faults.cutConnectionsAfterBytes = 0;
  await retry();
  await expect(portolan.announced(/^demo: Failed\. \S/)).toHaveCount(1);
  faults.cutConnectionsAfterBytes = null;
  faults.unauthorizedRequests = Infinity;
  await retry();
  await expect(portolan.announced(/^demo: Needs login\. \S/)).toHaveCount(1);
  faults.unauthorizedRequests = 0;
  await retry();
  await expect(portolan.announced('demo: Connected.')).toHaveCount(2);
});
