import { networkInterfaces } from 'node:os';
import type { Locator, Page } from '@playwright/test';
import { lanAddress } from '../../support/lan-address.ts';
import { addForward, forwardSettings } from '../support/add-forward.ts';
import { contextsNamed } from '../support/contexts-named.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';
import { freePort, occupy } from '../support/ports.ts';
import { clickTray, trayLabels, watchTray } from '../support/tray.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(({ app }) => {
  portolan = app;
  ({ page } = app);
});

const question = () => page.getByRole('dialog', { name: 'This is production' });
const savedForwards = async () => (await portolan.snapshot()).forwards;

test('the editor says who could reach each address, and takes who may connect and when it ends', async () => {
  await watchTray(portolan);
  const lan = lanAddress();
  const network = await networkOf(lan);
  const editor = await portolan.openEditor();
  await editor.getByRole('combobox', { name: 'Remote port 1' }).fill('http');
  await editor.getByLabel('Listen on').selectOption('chosen');
  const choices = editor.getByRole('list', { name: 'Addresses of this computer' });
  await expect(choices.getByRole('checkbox', { name: /127\.0\.0\.1 Only this computer$/ })).toBeVisible();
  await expect(choices.getByRole('checkbox', { name: /0\.0\.0\.0 Anyone on any network$/ })).toBeVisible();
  for (const address of [lan, '127.0.0.1']) {
    const choice = choices.getByRole('listitem').filter({ has: page.getByText(address, { exact: true }) });
    await expect(choice.locator('.name')).toContainText(interfaceOf(address));
  }
  await choices.getByRole('checkbox', { name: new RegExp(`${lan} Anyone on ${network}$`) }).check();
  await expect(editor.getByRole('group', { name: 'Reachable from your network' })).toContainText(
    `Anyone on ${network} (${lan}) can use this service without a password.`,
  );

  const forward = editor.getByRole('button', { name: 'Forward', exact: true });
  await forward.click();
  await expect(editor).toContainText('Allow it, or listen on this computer only.');
  expect(await savedForwards()).toEqual([]);

  await editor.getByLabel('Who may connect').fill('198.51.100.0/24, nobody');
  await editor.getByLabel('End after').fill('8 hours');
  await editor.getByRole('checkbox', { name: 'Let other machines use this forward' }).check();
  await forward.click();
  await expect(editor).toContainText('“nobody” is not an address or network.');
  await expect(editor).toContainText('“8 hours” is not a time to end after.');
  await editor.getByLabel('Who may connect').fill('198.51.100.0/24');
  await editor.getByLabel('End after').fill('8h');
  await editor.getByLabel('Balance', { exact: true }).selectOption('Least connections');
  await expect(editor.getByLabel('Hold new connections for')).toHaveAccessibleDescription(
    'While no pod is ready; then they are closed.',
  );
  await picture(portolan, 'exposure-editor');
  await forward.click();
  await expect
    .poll(async () => (await portolan.snapshot()).sessions.map(({ state }) => state))
    .toMatchObject([{ phase: 'active' }]);
  expect(await savedForwards()).toMatchObject([
    {
      addresses: [lan],
      allowFrom: ['198.51.100.0/24'],
      endAfterMs: 8 * 3_600_000,
      balance: { mode: 'leastConnections' },
    },
  ]);
  await expect(portolan.row('web').getByTitle('Reachable from your network')).toHaveText('LAN');
  const address = `${lan}:${String(await portolan.port('web'))}`;
  await expect.poll(async () => (await trayLabels(portolan))[0]).toBe(`● web  ${address}  LAN`);
});

test('the details tell who connected, who was refused, and when it ends', async () => {
  const lan = lanAddress();
  const settings = forwardSettings({
    label: 'shared',
    ports: [':http'],
    addresses: ['0.0.0.0'],
    endAfterMs: 2 * 3_600_000,
    allowExposure: true,
  });
  const { id } = await portolan.request('forward.add', { settings, start: true });
  await expect.poll(() => portolan.phase('shared')).toBe('active');
  const port = String(await portolan.port('shared'));
  const row = portolan.row('shared');
  await expect(row.getByRole('button', { name: `0.0.0.0:${port}, Copy localhost:${port}` })).toBeVisible();
  await row.focus();
  await page.keyboard.press('c');
  await expect(row).toContainText('Copied');
  expect(await portolan.clipboard()).toBe(`localhost:${port}`);
  await expect(row).not.toContainText('Copied');
  const url = `http://${lan}:${port}`;
  const visit = async () => (await fetch(url, { headers: { connection: 'close' } })).text();
  await visit();
  await portolan.request('forward.update', { id, settings: { ...settings, allowFrom: [`${lan}/32`] } });
  await visit();
  await portolan.request('forward.update', { id, settings: { ...settings, allowFrom: ['198.51.100.0/24'] } });
  await expect(visit()).rejects.toThrow();
  await row.click();
  const details = portolan.details('shared');
  await expect(details).toContainText(/Ends in (2h|1h\s59m)/);
  const card = details.getByRole('region', { name: 'Who connected' });
  await expect(card.getByRole('row').filter({ hasText: lan })).toContainText(/2 served, \d refused/);
  await expect(details).toContainText(`${lan} was refused: it is not among those who may connect.`);
  await picture(portolan, 'exposure-peers', card);
});

test('a port that is taken is told while it is typed, with a free one, or taken over when it is saved', async () => {
  await using other = await occupy();
  await addForward(portolan, { label: 'first', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  const port = await portolan.port('first');
  const editor = await portolan.openEditor();
  await editor.getByRole('combobox', { name: 'Remote port 1' }).fill('http');
  const local = editor.getByRole('textbox', { name: 'Local port 1' });
  await local.fill(String(other.port));
  await expect(editor).toContainText(
    `Port ${String(other.port)} is used by node (pid ${String(process.pid)}).`,
  );
  await editor.getByRole('button', { name: 'Use a free port' }).click();
  await expect(local).toHaveValue('');
  await expect(editor.getByRole('button', { name: 'Use a free port' })).toBeHidden();

  await local.fill(String(port));
  await expect(editor).toContainText(`Port ${String(port)} is used by the forward “first”.`);
  await picture(portolan, 'exposure-taken-port');
  await editor.getByRole('button', { name: 'Take it over' }).click();
  await expect(editor).toContainText('“first” will be stopped when you save');
  expect(await portolan.phase('first')).toBe('active');
  await editor.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  expect([await portolan.phase('first'), await portolan.port('web')]).toEqual(['stopped', port]);
});

test('a context is marked as production in its view, and every forward to it asks first', async () => {
  await watchTray(portolan);
  const port = await freePort();
  await addForward(portolan, { label: 'shop web', ports: [`${String(port)}:http`], start: false });
  await portolan.showCluster();
  await page.getByRole('button', { name: 'Mark as production' }).click();
  const dialog = page.getByRole('dialog', { name: 'Production: demo' });
  await dialog.getByLabel('End its forwards after').fill('4h');
  await picture(portolan, 'production-mark');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('navigation').getByRole('button', { name: /^demo PROD/ })).toBeVisible();

  await portolan.showForwards();
  await expect(portolan.row('shop web')).toContainText('PROD');
  await portolan.row('shop web').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate to…' }).click();
  await expect(page.getByRole('region', { name: 'What will be added' })).toContainText('PROD');
  await picture(portolan, 'production-duplicate');
  await page.keyboard.press('Escape');
  const imported = await portolan.openImport(
    'kubectl port-forward svc/orders-db :postgres -n shop --address 0.0.0.0',
  );
  await expect(imported.getByRole('region', { name: 'What will be added' })).toContainText('PROD');
  await expect(imported.getByLabel('Cluster for those that name none').getByRole('option')).toHaveText([
    'demo · PROD',
  ]);
  await picture(portolan, 'production-import');
  await page.keyboard.press('Escape');

  await portolan.row('shop web').getByRole('switch').click();
  await expect(question()).toContainText(`localhost:${String(port)} → http`);
  await expect(question().getByRole('button', { name: 'Cancel' })).toBeFocused();
  await picture(portolan, 'production-question');
  await page.keyboard.press('Enter');
  await expect(question()).toBeHidden();
  expect(await portolan.phase('shop web')).toBe('stopped');

  await portolan.row('shop web').getByRole('switch').click();
  await question().getByRole('button', { name: 'Continue on production' }).click();
  await expect.poll(() => portolan.phase('shop web')).toBe('active');
  await portolan.row('shop web').click({ position: { x: 200, y: 8 } });
  await page.keyboard.press('d');
  await expect(page.getByRole('complementary')).toContainText(/Ends in (4h|3h\s59m)/);
  await picture(portolan, 'production-forwards');

  await page.keyboard.press('e');
  const editor = page.getByRole('dialog', { name: 'Edit shop web' });
  await expect(editor.getByLabel('Cluster').getByRole('option')).toHaveText(['demo · PROD']);
  await editor.getByRole('textbox', { name: 'Name' }).fill('the shop');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(question().getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question().getByRole('button', { name: 'Continue on production' }).click();
  await expect(portolan.row('the shop')).toBeVisible();

  await clickTray(portolan, 'the shop');
  await expect.poll(() => portolan.phase('the shop')).toBe('stopped');
  await expect
    .poll(async () => (await trayLabels(portolan))[0])
    .toBe(`○ the shop  localhost:${String(port)}  PROD`);
  await clickTray(portolan, 'the shop');
  await expect(question()).toContainText('the shop');
  expect(await portolan.phase('the shop')).toBe('stopped');
  await question().getByRole('button', { name: 'Continue on production' }).click();
  await expect.poll(() => portolan.phase('the shop')).toBe('active');
  await expect.poll(async () => (await portolan.snapshot()).asked).toBeNull();
});

test('what is marked as production has a colour that another context has nowhere, in the sidebar and in its row', async ({
  home,
  shop,
}) => {
  await home.saveKubeconfig(contextsNamed(shop.kubeconfig, ['demo', 'standby']));
  for (const context of ['demo', 'standby']) {
    await addForward(portolan, {
      label: `web on ${context}`,
      target: { context },
      ports: [':http'],
      start: false,
    });
  }
  await portolan.request('production.mark', { context: 'demo', endAfterMs: null });

  const entry = (context: string) => page.getByRole('navigation').getByRole('button', { name: context });
  for (const find of [entry, (context: string) => portolan.row(`web on ${context}`)]) {
    const tag = find('demo').getByText('PROD');
    await expect(tag).toBeVisible();
    const [words, ground] = await coloursIn(tag);
    const others = await coloursIn(find('standby'));
    expect(others).not.toContain(words);
    expect(others).not.toContain(ground);
  }
});

/** Of words, ground and lines: its own, and those of whatever is in it. */
function coloursIn(locator: Locator): Promise<string[]> {
  return locator.evaluate((element) =>
    [element, ...element.querySelectorAll('*')].flatMap((each) => {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(each);
      return [color, backgroundColor, borderTopColor];
    }),
  );
}

/** What people call the network in which this computer has this address. */
async function networkOf(lan: string): Promise<string> {
  const found = (await portolan.request('app.interfaces')).find(({ address }) => address === lan);
  if (found === undefined) throw new Error(`No interface has ${lan}.`);
  return found.friendlyName ?? found.name;
}

/** The name of the network interface that has this address. */
function interfaceOf(address: string): string {
  const found = Object.entries(networkInterfaces()).find(([, infos = []]) =>
    infos.some((info) => info.address === address),
  );
  if (found === undefined) throw new Error(`No interface has ${address}.`);
  return found[0];
}
