import { test } from '@playwright/test';
import { expect } from './support/expect.ts';
import { picture } from './support/picture.ts';
import { TestHome } from './support/test-home.ts';

test('where nothing was found, one click opens the demo cluster, and the tour begins there', async () => {
  await using home = await TestHome.ofNewcomer();
  await using portolan = await home.launch({ kubeconfig: null });
  const { page } = portolan;
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const { forwards } = await portolan.snapshot();
  for (const { id } of forwards) await portolan.request('forward.remove', { id });
  const welcome = page.getByRole('region', { name: 'No cluster yet' });
  await expect(welcome).toContainText('neither names a cluster');
  await picture(portolan, 'first-run-nothing');
  await welcome.getByRole('region', { name: 'Demo cluster' }).getByRole('button').click();
  await expect(page.getByRole('dialog', { name: 'Click a port to forward it' })).toBeVisible();
});
