import { addForward } from '../support/shop-home.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

/** What stands in the way is told by each cluster in its own words. */
const waits = (label: string) => new RegExp(`^${label}: Waiting\\. \\S`);

test('a screen reader says what becomes of forwards, also of two that change together', async ({
  app: portolan,
  shop,
}) => {
  const lines = portolan.page.getByRole('log', { name: 'Latest changes' }).getByRole('paragraph');
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect(lines.filter({ hasText: 'front: Active.' })).toHaveCount(1);
  await addForward(portolan, { label: 'figures', ports: [':metrics'], start: true });
  await expect(lines.filter({ hasText: 'figures: Active.' })).toHaveCount(1);

  await shop.scaleWeb(0);
  await expect(lines.filter({ hasText: waits('front') })).not.toHaveCount(0);
  await expect(lines.filter({ hasText: waits('figures') })).not.toHaveCount(0);
  await shop.scaleWeb(2);
  await expect(lines.filter({ hasText: 'front: Active.' })).toHaveCount(2);
  await expect(lines.filter({ hasText: 'figures: Active.' })).toHaveCount(2);
});

test('a screen reader hears how many forwards wait, instead of each', async ({ app: portolan, shop }) => {
  const lines = portolan.page.getByRole('log', { name: 'Latest changes' }).getByRole('paragraph');
  for (const label of ['a', 'b', 'c', 'd']) {
    await addForward(portolan, { label, ports: [':http'], start: true });
    await expect(lines.filter({ hasText: `${label}: Active.` })).toHaveCount(1);
  }
  await shop.scaleWeb(0);
  await expect(lines.filter({ hasText: /^4 forwards: Waiting\. \S/ })).not.toHaveCount(0);
  await expect(lines.filter({ hasText: /^[abcd]: Waiting/ })).toHaveCount(0);
});
