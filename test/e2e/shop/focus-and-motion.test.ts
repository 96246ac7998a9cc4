import type { Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { drawn } from '../support/drawn.ts';
import { expect } from '../support/expect.ts';
import { goRound } from '../support/keyboard-round.ts';
import { test } from '../support/on-shop.ts';
import { isPainted } from '../support/paint.ts';
import type { Portolan } from '../support/portolan.ts';

declare global {
  interface Window {
    moved?: string[];
  }
}

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app }) => {
  portolan = app;
  ({ page } = app);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await addForward(portolan, { label: 'stopped', ports: [':80'], start: false, group: 'shop' });
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

test('who asks the system for less motion sees none', async () => {
  await page.evaluate(() => {
    const moved: string[] = (window.moved = []);
    for (const kind of ['transitionrun', 'animationstart'])
      document.addEventListener(kind, ({ type, target }) =>
        moved.push(`${type} ${(target as Element).className}`),
      );
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await useEverything();
  expect(await page.evaluate(() => window.moved)).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await useEverything();
  expect(await page.evaluate(() => window.moved?.length)).toBeGreaterThan(0);
});

test('the keyboard goes round the whole window, and where it is can be seen in both themes and in forced colours', async () => {
  await page.getByText('svc/web').first().click();
  for (const theme of ['light', 'dark'] as const) {
    await portolan.request('settings.change', { theme });
    await isPainted(portolan, theme);
    await seeEveryStop();
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await seeEveryStop();
  }
});

test('a button that what it did disables keeps the keyboard, and one whose form was refused does', async () => {
  await portolan.row('stopped').focus();
  await page.keyboard.press('ControlOrMeta+a');
  const stop = page.getByRole('group', { name: '2 forwards selected' }).getByRole('button', { name: 'Stop' });
  await stop.focus();
  await page.keyboard.press('Enter');
  await expect(stop).toBeDisabled();
  // Chromium takes the focus from what cannot have it when it next draws.
  await drawn(page);
  await expect(stop).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeFocused();

  await page.getByRole('button', { name: 'Add cluster' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a cluster' });
  await dialog.getByRole('textbox', { name: 'Kubeconfig' }).fill('contexts: [');
  const add = dialog.getByRole('button', { name: 'Add', exact: true });
  await add.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('kubeconfig');
  await drawn(page);
  await expect(add).toBeFocused();
});

test('a button of an icon that is disabled while it has the keyboard keeps it, and does nothing then', async () => {
  await page.getByRole('row', { name: /^web runs/ }).click();
  const open = portolan.details('web').getByRole('button', { name: /^Open .* in browser$/ });
  await open.focus();
  const { forwards } = await portolan.snapshot();
  const id = forwards.find(({ label }) => label === 'web')?.id ?? '';
  await portolan.request('forward.stop', { id });
  await expect(open).toBeDisabled();
  await drawn(page);
  await expect(open).toBeFocused();
  await page.keyboard.press('Enter');
  // To open what does not run would have been refused in a message, long before it runs again.
  await portolan.request('forward.start', { id });
  await expect(open).toBeEnabled();
  // Not waited for: a message goes by itself.
  expect(await page.getByRole('alert').count()).toBe(0);

  await page.getByRole('row', { name: /^stopped runs/ }).click();
  const copy = portolan.details('stopped').getByRole('button', { name: 'Copy the address' });
  await expect(copy).toBeDisabled();
  await copy.focus();
  await expect(copy).toBeFocused();
});

/** Whatever moves: a pointer over buttons and rows, a switch, a dialog, the search, a menu and a message. */
async function useEverything(): Promise<void> {
  await page.getByRole('button', { name: 'New forward' }).first().hover();
  await page.getByRole('button', { name: 'Settings' }).hover();
  const row = portolan.row('stopped');
  await row.hover();
  await row.getByRole('switch').click();
  await expect.poll(() => portolan.phase('stopped')).toBe('active');
  await row.getByRole('switch').click();
  await expect.poll(() => portolan.phase('stopped')).toBe('stopped');
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).hover();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('Escape');
  await row.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
}

async function seeEveryStop(): Promise<void> {
  const { stops } = await goRound(portolan);
  expect(stops.length).toBeGreaterThan(20);
  expect(stops.filter(({ contrast }) => contrast < 3)).toEqual([]);
}
