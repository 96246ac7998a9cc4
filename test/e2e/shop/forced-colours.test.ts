import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { root } from '../support/portolan.ts';

const views = join(root, 'test-results', 'views');

test('where the system forces its colours, what is chosen, current, on or disabled has a shape', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await mkdir(views, { recursive: true });
  // Not the system's theme: to follow that ends the emulation.
  const force = (colorScheme: 'light' | 'dark') =>
    page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme });
  const take = async (name: string) => {
    for (const theme of ['light', 'dark'] as const) {
      await force(theme);
      await page.screenshot({ path: join(views, `forced-colours-${name}-${theme}.png`) });
    }
  };
  for (const label of ['first', 'second'])
    await addForward(portolan, { label, ports: [':http', ':9090'], start: label === 'first' });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  await force('light');

  const sidebar = page.getByRole('navigation');
  await portolan.row('first').click();
  await expect(portolan.details('first')).toBeVisible();
  // What is chosen is marked also where the keyboard is not.
  await page.getByRole('searchbox', { name: 'Filter forwards' }).focus();
  await differ(
    sidebar.getByRole('button', { name: /^Forwards/ }),
    sidebar.getByRole('button', { name: /^demo/ }),
  );
  await differ(portolan.row('first'), portolan.row('second'));
  const runs = (label: string) => portolan.row(label).getByRole('switch');
  await differ(runs('first'), runs('second'));
  const span = (words: string) => page.locator('.segment').filter({ hasText: words });
  await differ(span('1 min'), span('15 min'));
  await take('forwards');
  await portolan.row('second').click({ button: 'right' });
  const entry = (name: string) => page.getByRole('menuitem', { name });
  await entry('Start').hover();
  await differ(entry('Start'), entry('Duplicate to…'));
  await differ(entry('Open in browser'), entry('Duplicate to…'));
  await take('menu');
  await page.keyboard.press('Escape');

  await portolan.showCluster();
  await differ(page.getByRole('tab', { name: /^Services/ }), page.getByRole('tab', { name: /^Pods/ }));
  await take('cluster');
  await page.keyboard.press('ControlOrMeta+k');
  const found = page.getByRole('option');
  await differ(found.first(), found.nth(1));
  await take('palette');
  await page.keyboard.press('Escape');

  const editor = await portolan.openEditor();
  await editor.getByRole('combobox', { name: 'Target' }).fill('svc/');
  await page.keyboard.press('ArrowDown');
  const offered = editor.getByRole('option').filter({ hasText: 'svc/' });
  await differ(offered.first(), offered.nth(1));
  await take('editor');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await sidebar.getByRole('button', { name: 'Settings' }).click();
  await take('settings');
});

/** Asserts that who sees no colours tells one from the other. */
async function differ(one: Locator, other: Locator): Promise<void> {
  expect(await shape(one)).not.toEqual(await shape(other));
}

/** How it is drawn, but for its colours: lines that stand out of the ground, what goes through its words, where its knob is. */
function shape(locator: Locator): Promise<unknown> {
  return locator.first().evaluate((element) => {
    const { backgroundColor: ground } = getComputedStyle(document.body);
    return [undefined, '::after'].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      if (pseudo !== undefined && style.content === 'none') return null;
      const lines = ['border-top', 'border-right', 'border-bottom', 'border-left', 'outline'].map((line) => {
        const isSeen = style.getPropertyValue(`${line}-color`) !== ground;
        const kind = style.getPropertyValue(`${line}-style`);
        return isSeen && kind !== 'none' ? `${kind} ${style.getPropertyValue(`${line}-width`)}` : 'none';
      });
      return { lines, through: style.textDecorationLine, translate: style.translate };
    });
  });
}
