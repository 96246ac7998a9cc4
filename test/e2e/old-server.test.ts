import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { podOf } from './support/pod-of.ts';

test('an API server without tunnels is named as such, and a failed connection says where it failed', async ({
  app: portolan,
  demo,
}) => {
  const { page } = portolan;
  demo.profile = '1.29';
  demo.faults.spdyUpgrade = 'strip';
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await addForward(portolan, {
    label: 'closed',
    target: { kind: 'deployment' },
    ports: [':81'],
    start: true,
  });
  for (const label of ['web', 'closed']) await expect.poll(() => portolan.phase(label)).toBe('active');
  await podOf(`http://127.0.0.1:${String(await portolan.port('web'))}`);
  await podOf(`http://127.0.0.1:${String(await portolan.port('closed'))}`).catch(() => undefined);
  await page.getByText('web', { exact: true }).first().click();
  await expect(portolan.details('web')).toContainText(
    'Compatibility mode (v4) This API server has no tunnels: each connection costs four round trips',
  );
  await page.getByText('closed', { exact: true }).first().click();
  const details = portolan.details('closed');
  await details.getByText('Details', { exact: true }).click();
  await expect(details).toContainText('Where: application in the pod');
});
