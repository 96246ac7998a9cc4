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
  const add = (label: string, more: { readonly start?: boolean; readonly group?: string } = {}) =>
    addForward(portolan, { label, ports: [':http'], start: false, ...more });
  await add('quiet');
  const busy = await add('busy', { group: 'team' });
  const idle = await add('idle', { start: true });
  await add('resting', { group: 'team' });
  await expect.poll(() => portolan.phase('idle')).toBe('active');
  await expect(portolan.row('idle')).toContainText('Active');
  await watchCells(page);

  await portolan.request('forward.start', { id: busy.id });
  await expect(portolan.row('busy')).toContainText('Active');
  await expect(portolan.row('team')).toContainText('1 of 2 active');
  const { [busy.id]: own, ...counting } = await touchedCells(page);
  expect(own).toContain('State');
  expect(own).not.toContain('row');
  // Its group's head counts it and has a switch for all.
  expect(counting).toEqual({ 'group team': ['Forward', 'On'] });

  const address = `http://127.0.0.1:${String(await portolan.port('busy'))}/bytes?n=100000`;
  await (await fetch(address)).arrayBuffer();
  await expect(portolan.row('busy')).toContainText('kB/s');
  const { [busy.id]: cells = [], ...others } = await touchedCells(page);
  expect(cells).toContain('Last minute');
  expect(cells.filter((cell) => cell !== 'Last minute' && cell !== 'Open')).toEqual([]);
  // The other one that runs has a graph too, which goes on with the seconds.
  expect([{}, { [idle.id]: ['Last minute'] }]).toContainEqual(others);
});

/**
 * Notes each cell in which anything changes: words, attributes, elements; `row` for what is changed outside of one, and
 * for a row that comes or goes.
 */
function watchCells(page: Page): Promise<void> {
  return page.evaluate(() => {
    const rowSelector = '[role=row][data-key]';
    const touched = (window.touched = new Map<string, Set<string>>());
    const headings = [...document.querySelectorAll('[role=columnheader]')].map((each) => each.textContent);
    const touch = (row: HTMLElement | null | undefined, cell: string) => {
      const key = row?.dataset['key'];
      if (key !== undefined) touched.set(key, (touched.get(key) ?? new Set()).add(cell));
    };
    const observer = new MutationObserver((changes) => {
      for (const { target, addedNodes, removedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest<HTMLElement>(rowSelector);
        const cells = [...(row?.querySelectorAll('[role=gridcell]') ?? [])];
        touch(row, headings[cells.findIndex((each) => each.contains(element))] ?? 'row');
        for (const node of [...addedNodes, ...removedNodes]) {
          if (!(node instanceof HTMLElement)) continue;
          if (node.matches(rowSelector)) touch(node, 'row');
          for (const within of node.querySelectorAll<HTMLElement>(rowSelector)) touch(within, 'row');
        }
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
