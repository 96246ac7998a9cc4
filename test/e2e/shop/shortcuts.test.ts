import type { Page } from '@playwright/test';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';
import { addForward } from '../support/add-forward.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app }) => {
  portolan = app;
  ({ page } = app);
  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  await portolan.row('web').click();
});

const overlay = () => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

test('? shows all shortcuts, and Escape goes back to where the focus was', async () => {
  await expect(portolan.row('web')).toBeFocused();
  await portolan.request('settings.change', { shortcut: 'Control+Alt+P' });
  await page.keyboard.press('?');
  await expect(overlay()).toContainText('Show the window, from every program');
  await expect(overlay()).toContainText('Stop all forwards');
  await picture(portolan, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(overlay()).toHaveCount(0);
  await expect(portolan.row('web')).toBeFocused();
});

test('keys that act alone are turned off by a setting, and are not shown any more', async () => {
  const filter = page.getByRole('searchbox', { name: 'Filter forwards' });
  const hint = page.getByRole('main').getByText('/', { exact: true });
  await expect(hint).toBeVisible();
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();

  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await portolan.showForwards();
  await portolan.row('web').click();
  await expect(hint).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  // What they would have done is done before another key is heard.
  await page.keyboard.press('d');
  await expect(portolan.details('web')).toBeVisible();
  await expect(portolan.row('web')).toBeFocused();
  await expect(overlay()).toHaveCount(0);
});

test('a shortcut is the same with Caps Lock and on a Cyrillic keyboard, and AltGr writes', async () => {
  const press = (keys: {
    readonly key: string;
    readonly code: string;
    readonly ctrlKey?: true;
    readonly altKey?: true;
  }) =>
    page.evaluate(({ key, code, ctrlKey = false, altKey = false }) => {
      const modifiers = { ctrlKey, altKey, bubbles: true, cancelable: true };
      const event = new KeyboardEvent('keydown', { key, code, ...modifiers });
      return document.activeElement?.dispatchEvent(event) === false;
    }, keys);
  expect(await press({ key: 'ł', code: 'KeyL', ctrlKey: true, altKey: true })).toBe(false);
  expect(await press({ key: 'л', code: 'KeyK', ctrlKey: true })).toBe(true);
  await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeVisible();
  await page.keyboard.press('Escape');

  expect(await press({ key: 'E', code: 'KeyE' })).toBe(true);
  await expect(page.getByRole('dialog', { name: 'Edit web' })).toBeVisible();
});
