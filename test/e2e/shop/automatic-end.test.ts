import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultSettings,
  type Forward,
  type ForwardsFile,
  settingsOf,
} from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { ProductionFile } from '../../../src-main/shared/production.ts';
import { expect } from '../support/expect.ts';
import {
  clickNewestNotification,
  newestNotificationButtons,
  notificationTexts,
  pressNewestNotification,
  watchNotifications,
} from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import { isListening } from '../support/ports.ts';
import { turn } from '../support/switches.ts';

test('a forward says when it ends, ends by itself at its own time or at that of its context, and tells why', async ({
  home,
}) => {
  // Of somebody who started it some time ago: a minute is the shortest time there is.
  const short = running({ label: 'short', endAfterMs: 60_000, startedAt: Date.now() - 40_000 });
  const asContext = running({
    label: 'as context',
    startedAt: Date.now() - 100_000,
  });
  const lost = running({ label: 'lost', ports: [parsePortPair(':nothing')], startedAt: Date.now() });
  const forwards: ForwardsFile = { version: 1, forwards: [short, asContext, lost] };
  const production: ProductionFile = { version: 1, contexts: [{ context: 'demo', endAfterMs: 120_000 }] };
  await writeFile(join(home.userData, 'forwards.json'), JSON.stringify(forwards));
  await writeFile(join(home.userData, 'production.json'), JSON.stringify(production));
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect.poll(() => portolan.phase('short')).toBe('active');
  await expect.poll(() => portolan.phase('as context')).toBe('active');
  await expect.poll(() => portolan.phase('lost')).toBe('failed');
  await page.getByText('lost', { exact: true }).first().click();
  await expect(portolan.details('lost')).toContainText('Needs you');
  await expect(portolan.details('lost')).not.toContainText('Ends in');
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
  expect((await portolan.snapshot()).forwards.slice(0, 2)).toMatchObject([
    { wanted: false },
    { wanted: false },
  ]);
});

/** As it is saved of one that runs. */
function running(saved: Pick<Forward, 'label' | 'startedAt'> & Partial<Forward>): Forward {
  return {
    ...defaultSettings,
    id: randomUUID(),
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [parsePortPair(':http')],
    addresses: ['127.0.0.1'],
    wanted: true,
    ...saved,
  };
}

test('an end is told before, unless that is turned off, and put off by the notification or in the details, after a question where it is production', async ({
  home,
}) => {
  const minute = 60_000;
  const startedBefore = Date.now() - 100 * minute;
  const front = running({ label: 'front', startedAt: startedBefore });
  const metrics = running({ label: 'metrics', ports: [parsePortPair(':metrics')], startedAt: startedBefore });
  const file: ForwardsFile = { version: 1, forwards: [front, metrics] };
  await writeFile(join(home.userData, 'forwards.json'), JSON.stringify(file));
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect.poll(() => portolan.phase('front')).toBe('active');
  await expect.poll(() => portolan.phase('metrics')).toBe('active');
  await watchNotifications(portolan);
  const told = () => notificationTexts(portolan);
  const startedAt = async () => (await portolan.snapshot()).forwards.map((forward) => forward.startedAt);

  await page.keyboard.press('ControlOrMeta+,');
  await turn(page, 'A forward is about to end', false);
  await portolan.request('production.mark', { context: 'demo', endAfterMs: 104.5 * minute });
  await turn(page, 'A forward is about to end', true);
  expect(await told()).toEqual([]);

  await portolan.request('production.mark', { context: 'demo', endAfterMs: 104 * minute });
  await expect
    .poll(told)
    .toEqual([
      [
        '2 forwards end soon',
        expect.stringMatching(
          /^front and metrics\. The first ends in .+, as set\. You can keep them running\.$/,
        ),
      ],
    ]);
  expect(await newestNotificationButtons(portolan)).toEqual(['Keep running']);
  await pressNewestNotification(portolan);
  const question = page.getByRole('dialog', { name: 'This is production' });
  await expect(question.getByRole('listitem')).toHaveText([/^front/, /^metrics/]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  expect(await startedAt()).toEqual([front.startedAt, metrics.startedAt]);

  await portolan.showForwards();
  await portolan.row('front').click();
  const details = portolan.details('front');
  const keep = details.getByRole('button', { name: 'Keep running' });
  await picture(portolan, 'end-soon');
  await keep.click();
  await expect(question).toBeVisible();
  await picture(portolan, 'keep-running-question');
  await page.getByRole('button', { name: 'Continue on production' }).click();
  await expect(details).toContainText(/Ends in 1h\s4\dm/);
  await expect(details).toContainText('Kept running by you: the time to its end counts anew.');

  await portolan.request('production.unmark', { context: 'demo' });
  const settings = { ...settingsOf(metrics), endAfterMs: 103 * minute };
  await portolan.request('forward.update', { id: metrics.id, settings });
  await expect
    .poll(async () => (await told()).slice(1))
    .toEqual([
      [expect.stringMatching(/^metrics ends in .+/), 'It ends by itself, as set. You can keep it running.'],
    ]);
  await clickNewestNotification(portolan);
  await expect(portolan.details('metrics')).toContainText(/Ends in \dm/);
  await pressNewestNotification(portolan);
  await expect(portolan.details('metrics')).toContainText(/Ends in 1h\s4\dm/);
  expect(await told()).toHaveLength(2);
});
