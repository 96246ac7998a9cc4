import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';

test('the details have ready texts for what a port probably speaks, copied with one click', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'shop front', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('shop front')).toBe('active');
  const url = `http://localhost:${String(await portolan.port('shop front'))}`;
  await page.getByText('shop front').first().click();
  const card = page.getByRole('region', { name: 'Connect with' });

  await card.getByRole('button', { name: /^Copy for URL:/ }).click();
  await expect.poll(() => portolan.clipboard()).toBe(url);
  await card.getByRole('button', { name: /^Copy for \.env:/ }).click();
  await expect.poll(() => portolan.clipboard()).toBe(`SHOP_FRONT_URL=${url}`);
  await card.getByRole('button', { name: /^Copy for curl:/ }).click();
  await expect.poll(() => portolan.clipboard()).toBe(`curl ${url}/`);
});
