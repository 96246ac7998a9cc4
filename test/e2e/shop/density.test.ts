import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import { addForward } from '../support/add-forward.ts';

test('compact rows have one line, which says all that the two lines say, and are so after a restart', async ({
  home,
}) => {
  test.setTimeout(120_000);
  const portolan = await home.launch();
  const { page } = portolan;
  for (const label of ['web', 'a label that is much longer than its column is wide']) {
    await addForward(portolan, { label, ports: [':http', ':9090'], start: true });
    await expect.poll(() => portolan.phase(label)).toBe('active');
  }
  await addForward(portolan, { label: 'grouped', ports: ['18080:http'], start: false, group: 'shop' });
  const row = page.getByRole('row', { name: /^web runs/ });
  expect((await row.boundingBox())?.height).toBe(50);

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('main', { name: 'Settings' }).getByLabel('Density').selectOption('compact');
  await expect.poll(async () => (await portolan.snapshot()).settings.density).toBe('compact');
  await portolan.showForwards();
  await expect.poll(async () => (await row.boundingBox())?.height).toBe(34);
  const [first, second] = [row.getByText('web', { exact: true }), row.getByText('svc/web · shop · demo')];
  await expect(second).toBeInViewport({ ratio: 1 });
  const middle = async (words: typeof first) => {
    const box = await words.boundingBox();
    return (box?.y ?? NaN) + (box?.height ?? NaN) / 2;
  };
  expect(Math.abs((await middle(first)) - (await middle(second)))).toBeLessThanOrEqual(1);
  await expect(row.getByTitle('web · svc/web · shop · demo')).toBeVisible();
  await picture(portolan, 'forwards-compact');
  await first.click();
  await expect(portolan.details('web')).toBeVisible();
  await picture(portolan, 'forwards-compact-details');

  await portolan.showCluster();
  await page.getByRole('tab', { name: /^Pods/ }).click();
  await expect(portolan.row('orders-db-0')).toBeVisible();
  await page.getByRole('button', { name: 'Restarts' }).click();
  await picture(portolan, 'pods-compact');
  await portolan.quit();

  await using again = await home.launch();
  const there = again.page.getByRole('row', { name: /^web runs/ });
  await expect.poll(async () => (await there.boundingBox())?.height).toBe(34);
});

test('rows change their height under a list that is shown, and the last one can still be reached', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  const settings = { label: 'many', ports: [':http'], start: false };
  for (let index = 0; index < 40; index += 1) {
    await addForward(portolan, { ...settings, label: `many ${String(index)}` });
  }
  const rows = portolan.row('many');
  await rows.first().focus();
  await portolan.request('settings.change', { density: 'compact' });
  await expect.poll(async () => (await rows.first().boundingBox())?.height).toBe(34);
  await rows.first().focus();
  await page.keyboard.press('End');
  const last = rows.filter({ hasText: 'many 39' });
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 1 });
});
