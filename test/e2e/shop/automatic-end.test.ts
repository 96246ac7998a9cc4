import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSettings, type Forward, type ForwardsFile } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { ProductionFile } from '../../../src-main/shared/production.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { isListening } from '../support/ports.ts';

test('a forward says when it ends, ends by itself at its own time or at that of its context, and tells why', async ({
  home,
}) => {
  // Of somebody who started it some time ago: a minute is the shortest time there is.
  const short: Forward = {
    ...defaultSettings,
    id: randomUUID(),
    label: 'short',
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [parsePortPair(':http')],
    addresses: ['127.0.0.1'],
    allowFrom: [],
    endAfterMs: 60_000,
    wanted: true,
    startedAt: Date.now() - 40_000,
  };
  const asContext: Forward = {
    ...short,
    id: randomUUID(),
    label: 'as context',
    endAfterMs: null,
    startedAt: Date.now() - 100_000,
  };
  const forwards: ForwardsFile = { version: 1, forwards: [short, asContext] };
  const production: ProductionFile = { version: 1, contexts: [{ context: 'demo', endAfterMs: 120_000 }] };
  await writeFile(join(home.userData, 'forwards.json'), JSON.stringify(forwards));
  await writeFile(join(home.userData, 'production.json'), JSON.stringify(production));
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect.poll(() => portolan.phase('short')).toBe('active');
  await expect.poll(() => portolan.phase('as context')).toBe('active');
  const port = Number(await portolan.port('short'));
  const contextPort = Number(await portolan.port('as context'));
  await page.getByText('short', { exact: true }).first().click();
  const details = portolan.details('short');
  await expect(details).toContainText(/Ends in 1?\ds/);

  await expect.poll(() => portolan.phase('short'), { timeout: 30_000 }).toBe('stopped');
  expect(Date.now() - Number(short.startedAt)).toBeGreaterThanOrEqual(60_000);
  expect(await isListening(port)).toBe(false);
  await expect(portolan.row('short')).toContainText('Stopped');
  await expect(details.getByRole('region', { name: 'What happened' })).toContainText(
    'Ended after 1m, as set.',
  );
  await expect(details).not.toContainText('Ends in');

  await expect.poll(() => portolan.phase('as context')).toBe('stopped');
  expect(Date.now() - Number(asContext.startedAt)).toBeGreaterThanOrEqual(120_000);
  expect(await isListening(contextPort)).toBe(false);
  await page.getByText('as context', { exact: true }).first().click();
  await expect(portolan.details('as context')).toContainText('Ended after 2m, as set.');
  expect((await portolan.snapshot()).forwards).toMatchObject([{ wanted: false }, { wanted: false }]);
});
