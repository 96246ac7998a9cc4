import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSettings, type ForwardsFile } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { isListening } from '../support/ports.ts';

test('a forward says when it ends, ends by itself at that time, and tells why', async ({ home }) => {
  // Of somebody who started it some time ago: a minute is the shortest time there is.
  const saved: ForwardsFile = {
    version: 1,
    forwards: [
      {
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
      },
    ],
  };
  await writeFile(join(home.userData, 'forwards.json'), JSON.stringify(saved));
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect.poll(() => portolan.phase('short')).toBe('active');
  const port = Number(await portolan.port('short'));
  await page.getByText('short', { exact: true }).first().click();
  const details = portolan.details('short');
  await expect(details).toContainText(/Ends in 1?\ds/);

  await expect.poll(() => portolan.phase('short'), { timeout: 30_000 }).toBe('stopped');
  expect(Date.now() - Number(saved.forwards[0]?.startedAt)).toBeGreaterThanOrEqual(60_000);
  expect(await isListening(port)).toBe(false);
  await expect(portolan.row('short')).toContainText('Stopped');
  await expect(details.getByRole('region', { name: 'What happened' })).toContainText(
    'Ended after 1m, as set.',
  );
  await expect(details).not.toContainText('Ends in');
  expect((await portolan.snapshot()).forwards).toMatchObject([{ wanted: false }]);
});
