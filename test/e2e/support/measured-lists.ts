import { inspect } from 'node:util';
import type { Page } from '@playwright/test';
import type { ForwardSettings } from '../../../src-main/shared/forward.ts';
import { forwardSettings } from './add-forward.ts';
import { Churn } from './churn.ts';
import { contextsNamed } from './contexts-named.ts';
import { type Crowd, numbered } from './crowd.ts';
import { expect } from './expect.ts';
import { memoryOf } from './memory.ts';
import { asPackaged, type Portolan } from './portolan.ts';
import { type Stalls, StallWatch } from './stalls.ts';
import { TestHome } from './test-home.ts';
import { type TypedKey, typed } from './typing.ts';

/** A crowd as a large company has it. */
export const many = { pods: 20_000, services: 5_000, forwards: 300, contexts: 50 };

/** In milliseconds of work from a key to the picture that shows what came of it: the median of its rounds. */
const keyMs = 50;
/** In milliseconds, between two pictures of the screen: a key falls anywhere there. */
const pictureMs = 17;
/** In milliseconds for which a process may do one thing alone. */
const stallMs = 100;
/** In MB, of the main process and of the window's: slim rows of 20,000 pods and 5,000 services in each. */
const memoryMb = 600;
/** In MB, by which either may grow while a twentieth of the pods is replaced and a list is scrolled: garbage that nobody asked back. */
const growthMb = 200;

/**
 * Lists, filters, scrolls and searches a crowd of `many`, while some of its pods are replaced, and holds each key's work, each
 * stall and the memory against their limits.
 */
export async function measureLists(crowd: Crowd, changesPerSecond: number): Promise<void> {
  await using home = await TestHome.create(
    contextsNamed(crowd.kubeconfig, numbered(many.contexts, contextName)),
  );
  const stalls: Record<string, Stalls> = {};
  await savedAndStarted(home, stalls);
  await using portolan = await home.launch({ env: asPackaged });
  const { page } = portolan;
  await using watch = await StallWatch.begin(portolan);
  await allActive(portolan);
  stalls['300 forwards started with the app'] = await watch.longest();
  await page.reload();
  await expect(page.getByRole('navigation')).toBeVisible();
  stalls['300 forwards shown in a new page'] = await watch.longest();
  const keys: Record<string, readonly TypedKey[]> = {};
  const type = (name: string, text: string) => {
    const field = page.getByRole('searchbox', { name });
    return typed(page, watch.time, { field, text, rows: '[role=row][data-key]:not([aria-level="1"])' });
  };

  keys['forwards'] = await type('Filter forwards', 'web 17');
  const clusters = { field: page.getByRole('searchbox', { name: 'Filter clusters' }), text: 'text-17' };
  keys['contexts'] = await typed(page, watch.time, { ...clusters, rows: '.sidebar-entry[data-key]' });
  await clusters.field.fill('');

  await portolan.showCluster(contextName(0));
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await page.getByRole('option', { name: 'All namespaces' }).click();
  await page.getByRole('tab', { name: /^Pods/ }).click();
  await expect(page.getByRole('tab', { name: /^Pods/ })).toContainText(/20,\d\d\d/, { timeout: 120_000 });
  stalls['20,000 pods shown'] = await watch.longest();
  keys['pods'] = await type('Filter pods', 'pod-199');
  stalls['pods filtered'] = await watch.longest();
  const before = await memoryOf(portolan);
  {
    await using churn = new Churn(crowd, { changesPerSecond, pods: many.pods });
    keys['pods that change'] = await type('Filter pods', 'pod-199');
    await page.getByRole('searchbox', { name: 'Filter pods' }).fill('');
    await scrollToEnd(page);
    await expect.poll(() => churn.changes, { timeout: 120_000 }).toBeGreaterThan(many.pods / 10);
  }
  stalls['pods changed and scrolled'] = await watch.longest();
  const after = await memoryOf(portolan);

  await page.getByRole('tab', { name: /^Services/ }).click();
  keys['services'] = await type('Filter services', 'service-49');
  stalls['services filtered'] = await watch.longest();
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('dialog', { name: 'Find anything' });
  const combobox = search.getByRole('combobox');
  await combobox.fill('pod-19999');
  await expect(search.getByRole('option').first()).toContainText('pod-19999', { timeout: 60_000 });
  await combobox.fill('');
  stalls['everything read'] = await watch.longest();
  keys['everything'] = await typed(page, watch.time, {
    field: combobox,
    text: 'pod-199 shop',
    rows: '[role=option][aria-selected=true]',
  });
  stalls['everything searched'] = await watch.longest();
  const last = await memoryOf(portolan);

  process.stdout.write(`${inspect({ keys, stalls, memory: { before, after, last } }, { depth: 4 })}\n`);
  for (const [list, times] of Object.entries(keys)) {
    for (const { key, ran, passed } of times) {
      expect(ran, `${list}, ${key}`).toBeLessThanOrEqual(keyMs);
      expect(passed, `${list}, ${key}`).toBeLessThanOrEqual(keyMs + pictureMs);
    }
  }
  for (const [step, { main, window }] of Object.entries(stalls)) {
    expect(Math.max(main, window), step).toBeLessThanOrEqual(stallMs);
  }
  expect(Math.max(last.main, last.window)).toBeLessThanOrEqual(memoryMb);
  expect(Math.max(after.main - before.main, after.window - before.window)).toBeLessThanOrEqual(growthMb);
}

/** Adds the forwards and starts them, all at once, in an app that quits then. */
async function savedAndStarted(home: TestHome, stalls: Record<string, Stalls>): Promise<void> {
  await using portolan = await home.launch({ env: asPackaged });
  await using watch = await StallWatch.begin(portolan);
  const changes = { add: numbered(many.forwards, forward), change: [], remove: [] };
  const { added } = await portolan.request('forward.apply', { changes, names: {} });
  stalls['300 forwards added'] = await watch.longest();
  await portolan.request('forward.startMany', { ids: added.map(({ id }) => id) });
  await allActive(portolan);
  stalls['300 forwards started'] = await watch.longest();
}

/** As the window says it: to ask for the whole state would be a stall of its own. */
async function allActive({ page }: Portolan): Promise<void> {
  const forwards = page.getByRole('navigation').getByRole('button', { name: /^Forwards/ });
  const all = String(many.forwards);
  await expect(forwards).toContainText(`${all} of ${all}`, { timeout: 60_000 });
}

/** As far as the list goes, some hundred rows further with each picture: no row of one is in the next. */
async function scrollToEnd(page: Page): Promise<void> {
  const list = page.getByRole('rowgroup').locator('> div').first();
  const pictures = await list.evaluate(async (element) => {
    const step = element.scrollHeight / 200;
    let count = 0;
    while (element.scrollTop + element.clientHeight < element.scrollHeight - 1) {
      element.scrollTop += step;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      count += 1;
    }
    return count;
  });
  expect(pictures).toBeGreaterThan(100);
  expect(await page.locator('[role=row][data-key]').count()).toBeLessThan(100);
}

function forward(number: number): ForwardSettings {
  return forwardSettings({
    label: `web ${number}`,
    target: { context: contextName(number % 3) },
    ports: [':http'],
    group: `group ${number % 12}`,
  });
}

function contextName(number: number): string {
  return `context-${String(number).padStart(2, '0')}`;
}
