import { expect, test } from 'vitest';
import { ProblemError } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { CatalogState } from '../../../src-renderer/state/catalog.svelte.ts';
import { MemoryBridge } from './memory-bridge.ts';

const shop = { context: 'dev', namespace: 'shop' };
const all = { context: 'dev', namespace: null };
const row = { key: 'shop', name: 'shop' };
const delta = { phase: 'live', problem: null, reset: true } as const;

async function open() {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const catalog = new CatalogState(client);
  await client.join(() => undefined);
  bridge.asked.length = 0;
  return { bridge, catalog };
}

test('the last place claimed is the one that is open, and the one before comes back', async () => {
  const { bridge, catalog } = await open();
  catalog.claim(all);
  await Promise.resolve();
  const release = catalog.claim(shop);
  await Promise.resolve();
  release();
  await Promise.resolve();

  expect(bridge.asked).toEqual([all, shop, all].map((input) => ({ name: 'catalog.open', input })));
});

test('a release followed by a claim of the same place asks for nothing', async () => {
  const { bridge, catalog } = await open();
  const release = catalog.claim(shop);
  await Promise.resolve();
  release();
  catalog.claim({ ...shop });
  await Promise.resolve();

  expect(bridge.asked).toEqual([{ name: 'catalog.open', input: shop }]);
});

test('rows of a place that is no longer open are not taken', async () => {
  const { bridge, catalog } = await open();
  catalog.claim(shop);
  await Promise.resolve();

  bridge.emit('catalog.changed', {
    ...all,
    deltas: [{ ...delta, kind: 'namespaces', upserts: [row], removed: [] }],
  });

  expect(catalog.namespaces.rows).toEqual([]);
});

test('a place that cannot be opened fails all its lists with the reason', async () => {
  const { bridge, catalog } = await open();
  bridge.answers.set('catalog.open', () => {
    throw new ProblemError('contextMissing', 'There is no context dev. Choose another.');
  });
  catalog.claim(shop);

  await expect
    .poll(() => [catalog.services.phase, catalog.services.problem?.code])
    .toEqual(['failed', 'contextMissing']);
});
