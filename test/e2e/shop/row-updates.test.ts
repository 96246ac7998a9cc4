import { type Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

declare global {
  interface Window {
    /** For each row that was touched, the headings of the cells. */
    touched?: Map<string, Set<string>>;
  }
}

test('what happens to one forward touches its own row and no other, and its traffic only the cells that count it', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  const forwards = [];
  for (const label of ['quiet', 'busy', 'idle', 'resting']) {
    forwards.push(await addForward(portolan, { label, ports: [':http'], start: label === 'idle' }));
  }
  const [, busy, idle] = forwards;
  if (busy === undefined || idle === undefined) throw new Error('four were added');
  await expect.poll(() => portolan.phase('idle')).toBe('active');
  await expect(portolan.row('idle')).toContainText('Active');
  await watchCells(page);

  await portolan.request('forward.start', { id: busy.id });
  await expect(portolan.row('busy')).toContainText('Active');
  expect(Object.keys(await touchedCells(page))).toEqual([busy.id]);

  const address = `http://127.0.0.1:${String(await portolan.port('busy'))}/bytes?n=100000`;
  await (await fetch(address)).arrayBuffer();
  await expect(portolan.row('busy')).toContainText('kB/s');
  const { [busy.id]: cells = [], ...others } = await touchedCells(page);
  expect(cells).toContain('Last minute');
  expect(cells.filter((cell) => cell !== 'Last minute' && cell !== 'Open')).toEqual([]);
  // The other one that runs has a graph too, which goes on with the seconds.
  expect([{}, { [idle.id]: ['Last minute'] }]).toContainEqual(others);
});

/** Notes each cell in which anything changes: words, attributes, elements; `row` for what is changed outside of one. */
function watchCells(page: Page): Promise<void> {
  return page.evaluate(() => {
    const touched = (window.touched = new Map<string, Set<string>>());
    const headings = [...document.querySelectorAll('[role=columnheader]')].map((each) => each.textContent);
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest<HTMLElement>('[role=row][data-key]');
        const key = row?.dataset['key'];
        if (row === null || row === undefined || key === undefined) continue;
        const cells = [...row.querySelectorAll('[role=gridcell]')];
        const cell = headings[cells.findIndex((each) => each.contains(element))] ?? 'row';
        touched.set(key, (touched.get(key) ?? new Set()).add(cell));
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

/** The cells that were touched since the last time this was asked, by row. */
function touchedCells(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() => {
    const touched = [...(window.touched ?? [])].map(([key, cells]) => [key, [...cells].toSorted()] as const);
    window.touched?.clear();
    return Object.fromEntries(touched);
  });
}
