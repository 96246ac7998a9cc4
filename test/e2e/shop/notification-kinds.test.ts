import { expect } from '../support/expect.ts';
import { outlastHold } from '../support/held-client.ts';
import { notifications, notificationTimes, watchNotifications } from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import { forwardSettings } from '../support/add-forward.ts';
import { turn } from '../support/switches.ts';

test('a loss longer than the hold time and the return are told, but neither a shorter one nor a kind that is turned off', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  const settings = forwardSettings({ label: 'web', ports: [':http'], holdMs: 60_000 });
  const { id } = await portolan.request('forward.add', { settings, start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await page.keyboard.press('ControlOrMeta+,');

  const lose = async () => {
    await shop.scaleWeb(0);
    await expect.poll(() => portolan.phase('web')).toBe('waiting');
  };
  const comeBack = async () => {
    await shop.scaleWeb(2);
    await expect.poll(() => portolan.phase('web')).toBe('active');
  };
  /** What is told of a loss for longer than connections are held, and of the return from it. */
  const loseAndReturn = async () => {
    const before = (await notifications(portolan)).length;
    await lose();
    await outlastHold(port);
    await comeBack();
    return (await notifications(portolan)).slice(before);
  };

  await lose();
  await comeBack();
  expect(await notifications(portolan)).toEqual([]);

  const holdMs = 3_000;
  await portolan.request('forward.update', { id, settings: { ...settings, holdMs } });
  const begun = Date.now();
  expect(await loseAndReturn()).toEqual(['web is waiting', 'web is back']);
  const [lossTold = 0] = await notificationTimes(portolan);
  expect(lossTold - begun).toBeGreaterThanOrEqual(holdMs);
  await turn(page, 'A forward is lost', false);
  expect(await loseAndReturn()).toEqual(['web is back']);
  await turn(page, 'A forward is lost', true);
  await turn(page, 'A forward is back', false);
  expect(await loseAndReturn()).toEqual(['web is waiting']);
});
