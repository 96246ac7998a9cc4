import { type Page } from '@playwright/test';
import { addForward } from '../support/shop-home.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

declare global {
  interface Window {
    touched?: Set<string>;
  }
}

test('what happens to one forward touches its own row and no other', async ({ app: portolan }) => {
  const { page } = portolan;
  const forwards = [];
  for (const label of ['quiet', 'busy', 'idle', 'resting']) {
    forwards.push(await addForward(portolan, { label, ports: [':http'], start: label === 'idle' }));
  }
  const [, busy, idle] = forwards;
  if (busy === undefined || idle === undefined) throw new Error('four were added');
  await expect.poll(() => portolan.phase('idle')).toBe('active');
  await expect(page.getByRole('row').filter({ hasText: 'idle' })).toContainText('Active');
  await watchRows(page);

  await portolan.request('forward.start', { id: busy.id });
  await expect(page.getByRole('row').filter({ hasText: 'busy' })).toContainText('Active');
  expect(await touchedRows(page)).toEqual([busy.id]);

  const address = `http://127.0.0.1:${String(await portolan.port('busy'))}/bytes?n=100000`;
  await (await fetch(address)).arrayBuffer();
  await expect(page.getByRole('row').filter({ hasText: 'busy' })).toContainText('kB/s');
  // The other one that runs has a graph too, which goes on with the seconds.
  const others = (await touchedRows(page)).filter((id) => id !== busy.id && id !== idle.id);
  expect(others).toEqual([]);
});

/** Notes each row in which anything changes: words, attributes, elements. */
function watchRows(page: Page): Promise<void> {
  return page.evaluate(() => {
    const touched = (window.touched = new Set<string>());
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const key = element?.closest<HTMLElement>('[data-key]')?.dataset['key'];
        if (key !== undefined) touched.add(key);
      }
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}

/** The rows that were touched since the last time this was asked. */
function touchedRows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touched = [...(window.touched ?? [])];
    window.touched?.clear();
    return touched;
  });
}
