import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { openedInBrowser, watchBrowser } from '../support/browser.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';
import { hasSystemKeys, pressSystemKeys } from '../support/system-keys.ts';

// What the overlay of shortcuts promises, as far as no other test presses it on its way.

let portolan: Portolan;
let page: Page;

test.beforeEach(({ app }) => {
  portolan = app;
  ({ page } = app);
});

const filter = () => page.getByRole('searchbox', { name: 'Filter forwards' });
const labels = async () => (await portolan.snapshot()).forwards.map(({ label }) => label);

async function add(...names: readonly string[]): Promise<void> {
  for (const label of names) await addForward(portolan, { label, ports: [':http'], start: false });
  await expect(portolan.row(names.at(-1) ?? '')).toBeVisible();
}

test('a list is walked by pages and to both ends, and its filter leads into it', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `row-${String(index + 1).padStart(2, '0')}`);
  for (const label of names) await addForward(portolan, { label, ports: [':http'], start: false });
  await portolan.row('row-01').click();
  for (const [key, row] of [
    ['PageDown', 'row-11'],
    ['PageDown', 'row-21'],
    ['PageUp', 'row-11'],
    ['End', 'row-25'],
    ['PageUp', 'row-15'],
    ['Home', 'row-01'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(portolan.row(row)).toBeFocused();
    await expect(portolan.row(row)).toBeInViewport({ ratio: 1 });
  }

  for (const into of ['ArrowDown', 'Enter']) {
    await page.keyboard.press('/');
    await expect(filter()).toBeFocused();
    await page.keyboard.type('row-2');
    await page.keyboard.press(into);
    await expect(portolan.row('row-20')).toBeFocused();
    await expect(portolan.row(/row-\d\d/)).toHaveCount(6);
  }
  await filter().focus();
  await page.keyboard.press('Escape');
  await expect(filter()).toHaveValue('');
  await expect(filter()).toBeFocused();
});

test('Control selects one more or less, and Shift all up to where the keyboard is', async () => {
  await add('one', 'two', 'three', 'four', 'five');
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** The names of the rows that are selected, and of the one that has the focus. */
  const state = async () => {
    const rows = page.locator('[role=row][data-key]');
    const named = async (selector: string) =>
      (await rows.and(page.locator(selector)).allInnerTexts()).map((text) => text.trim().split('\n')[0]);
    return [await named('[aria-selected=true]'), await named(':focus')];
  };
  await portolan.row('one').click();
  await press('Control+ArrowDown', 'Control+ArrowDown');
  await expect.poll(state).toEqual([['one'], ['three']]);
  await press('Control+Space');
  await expect.poll(state).toEqual([['one', 'three'], ['three']]);
  await press('Control+ArrowDown', 'Control+ArrowDown', 'Shift+Space');
  await expect.poll(state).toEqual([['three', 'four', 'five'], ['five']]);
  await press('Control+ArrowUp', 'Control+Space');
  await expect.poll(state).toEqual([['three', 'five'], ['four']]);
  await press('Escape');
  await expect.poll(state).toEqual([['five'], ['four']]);
});

test('Enter opens a forward in the browser, Delete removes it, and Control and Z bring back what went last', async () => {
  await watchBrowser(portolan);
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await add('back');
  await expect.poll(() => portolan.phase('front')).toBe('active');
  await portolan.row('front').click();
  await page.keyboard.press('Enter');
  const address = `http://127.0.0.1:${String(await portolan.port('front'))}`;
  await expect.poll(() => openedInBrowser(portolan)).toEqual([address]);

  for (const left of [['back'], []]) {
    await page.keyboard.press('Delete');
    await expect.poll(labels).toEqual(left);
  }
  for (const again of [['back'], ['front', 'back']]) {
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(labels).toEqual(again);
  }
  await expect.poll(() => portolan.phase('front')).toBe('active');
  // In a field it takes back what was typed, and nothing else.
  await portolan.row('back').focus();
  await page.keyboard.press('Delete');
  await expect.poll(labels).toEqual(['front']);
  await filter().focus();
  await page.keyboard.type('x');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(filter()).toHaveValue('');
  expect(await labels()).toEqual(['front']);
});

test('arrows go from port to port of a service, Enter forwards the first or the chosen one, and opens its menu then', async () => {
  const port = (name: string | RegExp) => portolan.row('web').getByRole('button', { name });
  await portolan.showCluster();
  await portolan.row('web').focus();
  await page.keyboard.press('ArrowRight');
  await expect(port('Forward http 80')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(port('Forward metrics 9090')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const chip = port(/^metrics 9090 localhost:\d+/);
  await chip.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Stop' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chip).toBeFocused();

  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(portolan.row('web')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('web http')).toBe('active');
});

test.describe('the keys of the menu', () => {
  test.skip(!hasSystemKeys, 'The keys are pressed on an X11 screen.');

  test.beforeEach(async () => {
    await add('web', 'back');
    await hasKeyboard();
  });

  test('start and stop all forwards, and open a file', async ({ home }) => {
    const phases = async () => [await portolan.phase('web'), await portolan.phase('back')];
    await pressSystemKeys('ctrl+shift+s');
    await expect.poll(phases).toEqual(['active', 'active']);
    await pressSystemKeys('ctrl+shift+x');
    await expect.poll(phases).toEqual(['stopped', 'stopped']);

    const path = join(home.path, 'portolan.yaml');
    await writeFile(path, 'portolan: 1\nforwards: [{ name: of a file, target: svc/web, ports: [80] }]\n');
    await portolan.opensFile(path);
    await pressSystemKeys('ctrl+o');
    await expect(page.getByRole('dialog', { name: 'Import forwards' })).toContainText('of a file');
  });

  test('make the window larger and smaller, fill the screen, close the window and quit', async ({ home }) => {
    const zoom = () =>
      portolan.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
      );
    await pressSystemKeys('ctrl+plus');
    await expect.poll(zoom).toBeGreaterThan(1);
    await pressSystemKeys('ctrl+minus', 'ctrl+minus');
    await expect.poll(zoom).toBeLessThan(1);
    // Where plus is on the key of "=", nobody thinks of Shift.
    await pressSystemKeys('ctrl+equal', 'ctrl+equal');
    await expect.poll(zoom).toBeGreaterThan(1);
    await pressSystemKeys('ctrl+0');
    await expect.poll(zoom).toBe(1);

    const fills = () =>
      portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());
    await pressSystemKeys('F11');
    await expect.poll(fills).toBe(true);
    await pressSystemKeys('F11');
    await expect.poll(fills).toBe(false);

    await pressSystemKeys('ctrl+w');
    await expect.poll(() => portolan.isVisible()).toBe(false);
    await home.startAgain();
    await expect.poll(() => portolan.isVisible()).toBe(true);
    await hasKeyboard();
    const exited = once(portolan.process, 'exit');
    await pressSystemKeys('ctrl+q');
    expect(await exited).toEqual([0, null]);
  });
});

/** Keys go to the window that has the focus. */
async function hasKeyboard(): Promise<void> {
  const isFocused = () =>
    portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
  await expect.poll(isFocused).toBe(true);
}
