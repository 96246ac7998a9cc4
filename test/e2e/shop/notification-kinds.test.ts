import { connect } from 'node:net';
import { expect } from '../support/expect.ts';
import { notifications, watchNotifications } from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';

test('a loss and the return are told, and a kind that is turned off is the only one that is silent', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true, holdMs: 3_000 });
  await page.keyboard.press('ControlOrMeta+,');

  /** What is told of a loss for longer than connections are held, and of the return from it. */
  const loseAndReturn = async () => {
    const before = (await notifications(portolan)).length;
    await expect.poll(() => portolan.phase('web')).toBe('active');
    const port = Number(await portolan.port('web'));
    await shop.scaleWeb(0);
    await expect.poll(() => portolan.phase('web')).toBe('waiting');
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => client.once('close', resolve));
    await shop.scaleWeb(2);
    await expect.poll(() => portolan.phase('web')).toBe('active');
    return (await notifications(portolan)).slice(before);
  };
  const turn = async (name: string, on: boolean) => {
    const control = page.getByRole('switch', { name });
    await control.click();
    await expect(control).toBeChecked({ checked: on });
  };

  expect(await loseAndReturn()).toEqual(['web is waiting', 'web is back']);
  await turn('A forward is lost', false);
  expect(await loseAndReturn()).toEqual(['web is back']);
  await turn('A forward is lost', true);
  await turn('A forward is back', false);
  expect(await loseAndReturn()).toEqual(['web is waiting']);
});
