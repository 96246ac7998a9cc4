import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import {
  clickNewestNotification,
  notifications,
  notificationTexts,
  watchNotifications,
} from '../support/notifications.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';
import { freePort } from '../support/ports.ts';
import { turn } from '../support/switches.ts';
import type { TestHome } from '../support/test-home.ts';

const link = (port: number) =>
  `portolan://forward?context=demo&namespace=shop&target=svc/web&port=${String(port)}:http&address=0.0.0.0&label=shop%20front`;

let home: TestHome;

test.beforeEach(({ home: given }) => {
  home = given;
});

/** The window hears no key before it has joined. */
async function openSettings(page: Page): Promise<void> {
  await expect(page.getByRole('navigation')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+,');
}

test('a link to the running app fills in the editor, and nothing is done before it is saved', async () => {
  const port = await freePort();
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect(page.getByRole('navigation')).toBeVisible();
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await home.startAgain(link(port));
  await expect.poll(() => portolan.isVisible()).toBe(true);
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await expect(editor).toContainText('A link asked for this forward.');
  await expect(editor.getByRole('combobox', { name: 'Target' })).toHaveValue('svc/web');
  await picture(portolan, 'link');
  expect((await portolan.snapshot()).forwards).toEqual([]);

  // Who may reach it is asked as always.
  const forward = editor.getByRole('button', { name: 'Forward', exact: true });
  await forward.click();
  await expect(editor).toBeVisible();
  expect((await portolan.snapshot()).forwards).toEqual([]);
  await editor.getByRole('checkbox', { name: 'Let other machines use this forward' }).check();
  await forward.click();
  await expect.poll(() => portolan.port('shop front')).toBe(port);
  expect((await portolan.snapshot()).destination).toBe(null);
});

test('a link that is copied in the menu of a forward fills in the same one', async () => {
  await using portolan = await home.launch();
  await addForward(portolan, { label: 'front', ports: ['18080:http'], start: false });
  await portolan.row('svc/web').click({ button: 'right' });
  await portolan.page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect.poll(() => portolan.clipboard()).toMatch(/^portolan:/);
  await home.startAgain(await portolan.clipboard());
  const editor = portolan.page.getByRole('dialog', { name: 'New forward' });
  await expect(editor.getByRole('combobox', { name: 'Target' })).toHaveValue('svc/web');
  await expect(editor.getByLabel('Local port 1')).toHaveValue('18080');
  await expect(editor.getByRole('combobox', { name: 'Remote port 1' })).toHaveValue('http');
  await expect(editor.getByLabel('Name', { exact: true })).toHaveValue('front');
});

test('a link that macOS tells of by an event leads to the same editor', async () => {
  await using portolan = await home.launch();
  const { page, app } = portolan;
  await expect(page.getByRole('navigation')).toBeVisible();
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  const isTaken = await app.evaluate(({ app }, link) => {
    let taken = false;
    app.emit('open-url', { preventDefault: () => (taken = true) }, link);
    return taken;
  }, link(18_080));
  expect(isTaken).toBe(true);
  await expect.poll(() => portolan.isVisible()).toBe(true);
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await expect(editor).toContainText('A link asked for this forward.');
  await expect(editor.getByRole('combobox', { name: 'Target' })).toHaveValue('svc/web');
  await expect(editor.getByRole('textbox', { name: 'Local port 1' })).toHaveValue('18080');
  expect((await portolan.snapshot()).forwards).toEqual([]);
});

test('the first start takes a link too, and a wrong one is told in a sentence', async () => {
  const wrong = link(18_080).replace('context=demo', 'context=elsewhere');
  await using portolan = await home.launch({ args: [wrong] });
  const { page } = portolan;
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await expect(editor).toContainText('No context here is called “elsewhere”. Choose the cluster.');
  await home.startAgain(`${link(18_080)}&start=yes`);
  await page.keyboard.press('Escape');
  await expect(page.getByText('It has the unknown parameter “start”.')).toBeVisible();
  expect((await portolan.snapshot()).forwards).toEqual([]);
});

test('it starts at login where that is chosen, hidden, with its forwards', async () => {
  const env = { XDG_CONFIG_HOME: join(home.path, 'config') };
  const file = join(env.XDG_CONFIG_HOME, 'autostart', 'portolan.desktop');
  const entry = () => readFile(file, 'utf8').catch(() => null);
  const portolan = await home.launch({ env });
  const { page } = portolan;
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await openSettings(page);
  const startAtLogin = page.getByRole('switch', { name: 'Start at login' });
  if (process.platform === 'linux') {
    await startAtLogin.click();
    await expect.poll(entry).toContain('"--hidden"');
    await startAtLogin.click();
    await expect.poll(entry).toBe(null);
    expect((await portolan.snapshot()).settings.startAtLogin).toBe(false);
  }
  await portolan.quit();

  await using hidden = await home.launch({ env, args: ['--hidden'] });
  await expect.poll(() => hidden.phase('web')).toBe('active');
  await expect(hidden.page.getByRole('navigation')).toBeVisible();
  expect(await hidden.isVisible()).toBe(false);
  await home.startAgain('--hidden');
  expect(await hidden.isVisible()).toBe(false);
  await home.startAgain();
  await expect.poll(() => hidden.isVisible()).toBe(true);
});

test('a shortcut is recorded, one that the system refuses is told, and Escape clears it', async () => {
  await using portolan = await home.launch();
  const { page, app } = portolan;
  const saved = async () => (await portolan.snapshot()).settings.shortcut;
  await openSettings(page);
  const field = page.getByRole('button', { name: 'Shortcut to show the window' });
  await field.click();
  await expect(field).toContainText('Press the keys');
  await page.keyboard.press('Control+Alt+F9');
  await expect(field).toContainText(/Ctrl\s*Alt\s*F9/);
  expect(await saved()).toBe('Control+Alt+F9');
  expect(await app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+F9'))).toBe(
    true,
  );
  // Taken by somebody else on this computer.
  await app.evaluate(({ globalShortcut }) => globalShortcut.register('Control+Alt+F8', () => undefined));
  await field.click();
  await page.keyboard.press('Control+Alt+F8');
  await expect(page.getByText('The system refuses this combination')).toBeVisible();
  expect(await saved()).toBe('Control+Alt+F9');
  await picture(portolan, 'settings-shortcut');
  await field.click();
  await page.keyboard.press('Escape');
  await expect(field).toContainText('None');
  expect(await saved()).toBe(null);
});

/** Not every desktop of Linux has a tray. */
const goesOn = `Portolan keeps running${process.platform === 'linux' ? '' : ' in the tray'}`;

/** With a forward that runs, which is not in sight: the settings are open. */
async function openSettingsWatched(portolan: Portolan): Promise<void> {
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true, holdMs: 100 });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await openSettings(portolan.page);
}

test('a click on a notification shows its forward, and the first close tells that the app goes on', async ({
  shop,
}) => {
  await using portolan = await home.launch();
  await openSettingsWatched(portolan);
  await portolan.closeWindow();
  await expect.poll(() => notifications(portolan)).toEqual([goesOn]);
  const [[, how] = []] = await notificationTexts(portolan);
  expect(how).toContain(process.platform === 'linux' ? 'starting Portolan once more' : 'Its icon');
  await shop.scaleWeb(0);
  await expect.poll(async () => (await notifications(portolan)).at(-1)).toBe('web is waiting');
  await clickNewestNotification(portolan);
  await expect.poll(() => portolan.isVisible()).toBe(true);
  await expect(portolan.details('web')).toBeVisible();
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  expect(await notifications(portolan)).toEqual([goesOn, 'web is waiting']);
});

test('who does not want to be told that the app goes on is not, and it goes on', async ({ shop }) => {
  await using portolan = await home.launch();
  const { page } = portolan;
  await openSettingsWatched(portolan);
  await turn(page, 'Portolan keeps running in the tray', false);
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  // What is told later is told alone.
  await shop.scaleWeb(0);
  await expect.poll(() => notifications(portolan)).toEqual(['web is waiting']);
});
