import type { Page } from '@playwright/test';
import { kubeconfigRenamed } from '../../support/kubeconfig-renamed.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import { podOf } from '../support/pod-of.ts';
import type { Portolan } from '../support/portolan.ts';
import { addForward } from '../support/add-forward.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(({ app }) => {
  portolan = app;
  ({ page } = app);
});

test('the editor makes a forward of several ports, by name and by number', async () => {
  await portolan.openEditor();
  await field('Remote port 1').fill('http');
  await page.getByRole('button', { name: 'Add a port' }).click();
  await field('Remote port 2').fill('9090');
  await save();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const { forwards } = await portolan.snapshot();
  expect(forwards.map(({ ports }) => ports.map(({ remote }) => remote))).toEqual([['http', 9090]]);
});

test('an address that others can reach is saved only once it is allowed, and carries its mark', async () => {
  await portolan.openEditor();
  await field('Remote port 1').fill('http');
  await page.getByLabel('Listen on').selectOption('network');
  await save();
  const warning = page.getByRole('group', { name: 'Reachable from your network' });
  await expect(warning).toBeVisible();
  await expect(warning.getByRole('checkbox')).toBeFocused();
  await expect(warning.getByRole('checkbox')).toHaveAccessibleDescription(/^Allow it/);
  expect((await portolan.snapshot()).forwards).toEqual([]);

  await warning.getByRole('checkbox').check();
  await save();
  const row = portolan.row('svc/web');
  await expect(row).toContainText('LAN');
  await expect.poll(() => portolan.phase('web')).toBe('active');

  await portolan.showCluster();
  await expect(page.getByRole('button', { name: /^http 80 0\.0\.0\.0:\d+ LAN, Active$/ })).toContainText(
    'LAN',
  );
  await portolan.showForwards();
  await row.getByRole('switch').click();
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
});

test('each wrong word in the editor is told beside its field, and nothing is saved', async () => {
  await portolan.openEditor();
  await field('Target').fill('web/http/80');
  await page.getByRole('textbox', { name: 'Local port 1' }).fill('70000');
  await field('Remote port 1').fill('no port');
  await page.getByLabel('Hold new connections for').fill('long');
  await save();
  const dialog = page.getByRole('dialog');
  for (const words of ['is not a target', 'Use 1 to 65535', 'is not a port', 'seconds']) {
    await expect(dialog.getByText(words).first()).toBeVisible();
  }
  await expect(dialog.locator('[aria-invalid=true]')).toHaveCount(4);
  await expect(field('Target')).toBeFocused();
  await expect(field('Target')).toHaveAccessibleDescription(/is not a target/);
  expect((await portolan.snapshot()).forwards).toEqual([]);
  await picture(portolan, 'editor-wrong');
});

test('a space after the name of a target asks the cluster nothing anew', async () => {
  await portolan.openEditor();
  const target = field('Target');
  await target.fill('svc/nowhere');
  await target.blur();
  await expect(target).toHaveAccessibleDescription(/nowhere/);
  const stays = await target.evaluate(async (input: HTMLInputElement) => {
    input.value += ' ';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    // What is asked anew is shown no longer, until the answer.
    await new Promise(requestAnimationFrame);
    return input.ariaInvalid;
  });
  expect(stays).toBe('true');
});

test('connections are spread as the editor says, each pod has its row, and the balance is changed while it runs', async () => {
  await portolan.openEditor();
  await field('Remote port 1').fill('http');
  await page.getByLabel('Balance', { exact: true }).selectOption('roundRobin');
  await save();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const url = `http://127.0.0.1:${String(await portolan.port('web'))}`;
  const pods: string[] = [];
  for (let count = 0; count < 4; count += 1) pods.push(await podOf(url));
  const [first = '', second = ''] = pods;
  expect(pods).toEqual([first, second, first, second]);
  const card = page.getByRole('region', { name: 'Pods' });
  await expect(card).toContainText('Round-robin');
  for (const pod of [first, second]) {
    await expect(card.getByRole('rowgroup').filter({ hasText: pod })).toContainText('0 open, 2 in all');
  }

  await page.getByRole('complementary').getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Balance', { exact: true }).selectOption('pod');
  await page.getByRole('combobox', { name: 'Pod', exact: true }).fill(second);
  await page.getByText('Advanced').click();
  await page.getByLabel('When a client ends its side').selectOption('immediate');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText(`One pod: ${second}`);
  expect([await podOf(url), await podOf(url)]).toEqual([second, second]);
  await expect(page.getByRole('complementary')).toContainText(`--balance pod=${second} --eof immediate`);
});

test('each balance says in one line what it does, and the one that is chosen is saved', async () => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  const pod = 'web-7d9f-x2x5k';
  const modes = [
    { mode: 'roundRobin', hint: 'Each new connection goes to the next ready pod.' },
    { mode: 'leastConnections', hint: 'Each new connection goes to the pod with the fewest open ones.' },
    { mode: 'pod', hint: 'All connections go to this pod, and wait while it is away.' },
    { mode: 'sticky', hint: 'All connections go to the same pod while it is healthy.' },
  ];
  let saved = 'sticky';
  for (const { mode, hint } of modes) {
    await portolan.row('svc/web').focus();
    await page.keyboard.press('e');
    const editor = page.getByRole('dialog', { name: 'Edit web' });
    const balance = editor.getByLabel('Balance', { exact: true });
    await expect(balance).toHaveValue(saved);
    await balance.selectOption(mode);
    await expect(balance).toHaveAccessibleDescription(hint);
    if (mode === 'pod') await field('Pod').fill(pod);
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor).toBeHidden();
    const { forwards } = await portolan.snapshot();
    expect(forwards.map((forward) => forward.balance)).toEqual([
      { mode, ...(mode === 'pod' && { name: pod }) },
    ]);
    saved = mode;
  }
});

test('a removed forward comes back by "Undo", running on the same port', async () => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = await portolan.port('web');
  const row = portolan.row('svc/web');
  await row.focus();
  await page.keyboard.press('Delete');
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => portolan.port('web')).toBe(port);
});

test('the keyboard starts, copies, edits and stops', async () => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  const row = portolan.row('svc/web');
  await row.focus();
  await page.keyboard.press('Space');
  await expect(row).toContainText('Active');
  await page.keyboard.press('c');
  const address = `localhost:${String(await portolan.port('web'))}`;
  await expect.poll(() => portolan.clipboard()).toBe(address);
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Edit web' })).toBeVisible();
  await page.keyboard.press('Escape');
  await row.focus();
  await page.keyboard.press('Space');
  await expect(row).toContainText('Stopped');
});

test('the details count what was carried, and name the pod', async () => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = String(await portolan.port('web'));
  const body = await (await fetch(`http://127.0.0.1:${port}/bytes?n=100000`)).arrayBuffer();
  expect(body.byteLength).toBe(100_000);
  await page.getByText('svc/web').first().click();
  const details = portolan.details('web');
  const { sessions } = await portolan.snapshot();
  const state = sessions[0]?.state;
  await expect(details).toContainText(state?.phase === 'active' ? state.pod.name : 'no active session');
  await expect(details).toContainText('100 kB');
  await expect(details).toContainText('Connected to');
  await expect(details).toContainText('Tunnel: SPDY');
});

test('a pasted kubeconfig that is none is told in the dialog, and a right one adds its cluster', async ({
  shop,
}) => {
  await page.getByRole('button', { name: 'Add cluster' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a cluster' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Kubeconfig' })).toBeFocused();
  await expect(dialog.getByRole('textbox', { name: 'Kubeconfig' })).toHaveAccessibleDescription(/^Paste/);
  await dialog.getByLabel('Kubeconfig', { exact: true }).last().fill('contexts: [');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('kubeconfig');

  const pasted = kubeconfigRenamed(shop.kubeconfig, 'pasted');
  await dialog.getByLabel('Kubeconfig', { exact: true }).last().fill(pasted);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('main', { name: 'Cluster pasted' })).toBeVisible();
  await expect(portolan.row('orders-db')).toBeVisible();

  const entry = page.getByRole('navigation').getByRole('button', { name: /^pasted/ });
  await entry.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(entry).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await entry.click();
  await expect(portolan.row('orders-db')).toBeVisible();

  // Its credentials would stay in this computer's keychain.
  await portolan.request('cluster.remove', { context: 'pasted' });
  expect((await portolan.snapshot()).contexts.map(({ name }) => name)).toEqual(['demo']);
});

test('at 250 %, a view leaves out what has no room, and a long menu scrolls within the window', async () => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  await portolan.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.setZoomFactor(2.5);
  });
  const navigation = page.getByRole('navigation');
  for (const view of [/^Forwards/, /^demo/, 'Settings']) {
    await navigation.getByRole('button', { name: view }).first().click();
    await expect(page.getByRole('searchbox')).toBeVisible();
    await expect(page.locator('main .search kbd')).toBeHidden();
  }
  await navigation.getByRole('button', { name: /^Forwards/ }).click();
  await portolan.row('web').focus();
  await page.keyboard.press('Shift+F10');
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Home');
  await expect(page.getByRole('menuitem', { name: 'Start' })).toBeInViewport({ ratio: 1 });
});

/** A field of the editor that offers suggestions. */
function field(name: string) {
  return page.getByRole('dialog').getByRole('combobox', { name, exact: true });
}

async function save(): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Forward', exact: true }).click();
}
