import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

/** What stands in the way is told by each cluster in its own words. */
const waits = (label: string) => new RegExp(`^${label}: Waiting\\. \\S`);

test('a screen reader says what becomes of forwards, also of two that change together', async ({
  app: portolan,
  shop,
}) => {
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect(portolan.announced('front: Active.')).toHaveCount(1);
  await addForward(portolan, { label: 'figures', ports: [':metrics'], start: true });
  await expect(portolan.announced('figures: Active.')).toHaveCount(1);

  await shop.scaleWeb(0);
  await expect(portolan.announced(waits('front'))).not.toHaveCount(0);
  await expect(portolan.announced(waits('figures'))).not.toHaveCount(0);
  await shop.scaleWeb(2);
  await expect(portolan.announced('front: Active.')).toHaveCount(2);
  await expect(portolan.announced('figures: Active.')).toHaveCount(2);
});

test('a screen reader hears how many forwards wait, instead of each', async ({ app: portolan, shop }) => {
  for (const label of ['a', 'b', 'c', 'd']) {
    await addForward(portolan, { label, ports: [':http'], start: true });
    await expect(portolan.announced(`${label}: Active.`)).toHaveCount(1);
  }
  await shop.scaleWeb(0);
  await expect(portolan.announced(/^4 forwards: Waiting\. \S/)).not.toHaveCount(0);
  await expect(portolan.announced(/^[abcd]: Waiting/)).toHaveCount(0);
});
