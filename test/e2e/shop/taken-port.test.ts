import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { occupy } from '../support/ports.ts';

test('a port that another program has is told with that program, a free one is one click away, and the forward works once it is free', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  let port: number;
  {
    await using taken = await occupy();
    ({ port } = taken);
    const ports = [`${String(port)}:http`];
    const { id } = await addForward(portolan, { label: 'patient', ports, start: false });
    await portolan.row('patient').getByRole('switch').click();
    await expect(portolan.row('patient')).toContainText('Needs you');
    expect(await portolan.phase('patient')).toBe('failed');
    await expect(portolan.request('forward.start', { id })).rejects.toThrow(
      new RegExp(`portInUse: .*\\b${String(port)}\\b`),
    );
    await page.getByText('patient').first().click();
    await expect(portolan.details('patient')).toContainText(
      `${String(port)} is used by node (pid ${String(process.pid)})`,
    );

    await addForward(portolan, { label: 'hasty', ports, start: true });
    await portolan.row('hasty').getByRole('button', { name: 'Use a free port' }).click();
    await expect.poll(() => portolan.phase('hasty')).toBe('active');
    expect(await portolan.port('hasty')).not.toBe(port);
  }
  await portolan.request('forward.startAll');
  await expect.poll(() => portolan.port('patient')).toBe(port);
});

test('a forward of ours gives up a port that another one wants, on a click', async ({ app: portolan }) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'first', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  const port = await portolan.port('first');
  await addForward(portolan, { label: 'second', ports: [`${String(port)}:http`], start: true });
  await page.getByText('second').first().click();
  await page.getByRole('button', { name: 'Take it over from first' }).click();
  await expect.poll(() => portolan.phase('second')).toBe('active');
  expect([await portolan.phase('first'), await portolan.port('second')]).toEqual(['stopped', port]);
});
