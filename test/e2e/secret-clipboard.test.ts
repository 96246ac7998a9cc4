import { test } from '@playwright/test';
import { defaultSettings } from '../../src-main/shared/forward.ts';
import { parsePortPair } from '../../src-main/shared/port-pair.ts';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';

test('a copied password leaves the clipboard after 30 seconds, and what was copied meanwhile stays', async () => {
  await using demo = await DemoHome.create();
  await using portolan = await demo.launch();
  const { page, app } = portolan;
  await portolan.request('forward.add', {
    settings: {
      ...defaultSettings,
      label: 'orders',
      target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'orders-db' },
      ports: [parsePortPair('15432:postgres')],
      addresses: ['127.0.0.1'],
      allowExposure: false,
      secret: { name: 'orders-db', userKey: 'username', passwordKey: 'password' },
    },
    start: false,
  });
  await page.getByText('orders', { exact: true }).first().click();
  const card = page.getByRole('region', { name: 'Connect with' });
  const clipboard = () => app.evaluate(({ clipboard }) => clipboard.readText());
  const copyPassword = async () => {
    await card.getByRole('button', { name: 'Copy password' }).click();
    await expect.poll(clipboard).toBe('demo: p@ss/word');
  };

  await copyPassword();
  const copied = Date.now();
  await expect.poll(clipboard, { timeout: 35_000 }).toBe('');
  expect(Date.now() - copied).toBeGreaterThan(28_000);
  await expect(page.getByText('The secret has left the clipboard.')).toBeAttached();
  await expect(card).not.toContainText('Leaves the clipboard');

  await copyPassword();
  await app.evaluate(({ clipboard }) => clipboard.writeText('mine'));
  await expect(page.getByText('Something else is on the clipboard now. It stays there.')).toBeAttached({
    timeout: 35_000,
  });
  expect(await clipboard()).toBe('mine');
});
