import { connect } from 'node:net';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';
import { addForward } from '../support/add-forward.ts';

test('the hold time of the editor is saved and kept, and so long is a connection held before it is closed with its reason', async ({
  home,
  shop,
}) => {
  const before = await home.launch();
  await addForward(before, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => before.phase('web')).toBe('active');
  const editor = await edit(before);
  await expect(editor.getByLabel('Hold new connections for')).toHaveValue('10');
  await editor.getByLabel('Hold new connections for').fill('3');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await before.snapshot()).forwards[0]?.holdMs).toBe(3_000);
  await before.quit();

  await using portolan = await home.launch();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await expect((await edit(portolan)).getByLabel('Hold new connections for')).toHaveValue('3');
  await portolan.page.keyboard.press('Escape');
  const port = Number(await portolan.port('web'));
  await shop.scaleWeb(0);
  await expect.poll(() => portolan.phase('web')).toBe('waiting');

  const begun = performance.now();
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  // Not once(): it would reject at the reset that is expected here.
  const ended = new Promise((resolve) => client.once('close', resolve));
  await expect(portolan.row('svc/web')).toContainText('Holding 1');
  await ended;
  const heldMs = performance.now() - begun;
  expect(heldMs).toBeGreaterThan(2_900);
  // Well before the ten seconds of who says nothing.
  expect(heldMs).toBeLessThan(7_000);
  await expect(portolan.page.getByRole('region', { name: 'What happened' })).toContainText(
    'No pod was ready within 3 seconds, so the connection was closed.',
  );
});

/** Opens the forward's details, and its editor from there. */
async function edit({ page }: Portolan) {
  await page.getByText('svc/web').first().click();
  await page.getByRole('complementary').getByRole('button', { name: 'Edit' }).click();
  return page.getByRole('dialog', { name: 'Edit web' });
}
