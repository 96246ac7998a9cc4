import { test } from '../support/on-shop.ts';
import { addForward } from '../support/shop-home.ts';
import { expect } from '../support/expect.ts';
import { occupy } from '../support/ports.ts';

test('a taken port names the program that has it, and a forward of ours gives it up on a click', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await using other = await occupy();
  await addForward(portolan, { label: 'unlucky', ports: [`${other.port}:80`], start: true });
  await page.getByText('unlucky').first().click();
  await expect(page.getByRole('complementary', { name: 'Details of unlucky' })).toContainText(
    `is used by node (pid ${process.pid})`,
  );

  await addForward(portolan, { label: 'first', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  const port = await portolan.port('first');
  await addForward(portolan, { label: 'second', ports: [`${String(port)}:http`], start: true });
  await page.getByText('second').first().click();
  await page.getByRole('button', { name: 'Take it over from first' }).click();
  await expect.poll(() => portolan.phase('second')).toBe('active');
  expect([await portolan.phase('first'), await portolan.port('second')]).toEqual(['stopped', port]);
});
