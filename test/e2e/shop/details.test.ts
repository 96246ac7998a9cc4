import type { Page } from '@playwright/test';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { openClient } from '../support/open-client.ts';
import { picture } from '../support/picture.ts';

test("a forward's details show its traffic over time, its connections and why its pod went", async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await addForward(portolan, {
    label: 'web',
    ports: [':http', ':9090'],
    start: true,
    target: { kind: 'deployment' },
  });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await page.getByText('web', { exact: true }).first().click();
  const clients = [await openClient(port), await openClient(port), await openClient(port)];
  const traffic = setInterval(() => {
    for (const [index, client] of clients.entries())
      client.write(`GET /bytes?n=${String(20_000 * (index + 1))} HTTP/1.1\r\nHost: x\r\n\r\n`);
  }, 250);

  const open = page.getByRole('region', { name: 'Open connections' });
  await expect(open.getByText('node').first()).toBeVisible();
  const [first] = clients;
  const peer = `127.0.0.1:${String(first?.localPort)}`;
  await expect(open.getByRole('row').filter({ hasText: peer })).toHaveText(
    /\s\d+s\s+↓\s[1-9][\d.]*\s[kM]B\s+↑\s[1-9][\d.]*\sk?B/,
    { useInnerText: true },
  );
  await expect.poll(() => linePixels(page)).toBeGreaterThan(50);
  const minute = page.getByRole('slider', { name: 'All ports and pods, received and sent, the last 1 min' });
  await expect(minute).toBeVisible();
  await expect(
    page
      .getByRole('table', { name: /the last 1 min/ })
      .getByRole('row')
      .nth(3),
  ).toBeAttached();
  const drawing = (await page.locator('.plot').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(drawing.x + drawing.width - 12, drawing.y + 40);
  await expect(page.locator('.tip')).toContainText('/s');
  await picture(portolan, 'details-traffic');

  await page.getByRole('radio', { name: '1 min' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '15 min' })).toBeChecked();
  await expect(page.getByRole('slider', { name: /the last 15 min/ })).toBeVisible();
  await expect(
    page
      .getByRole('table', { name: /the last 15 min/ })
      .getByRole('cell', { name: /^\d{2,3}\skB\/s$/ })
      .first(),
  ).toBeAttached();
  await page.getByRole('combobox', { name: 'Shown in the graph' }).selectOption('Port 9090');
  await expect(page.getByRole('slider', { name: /^Port 9090/ })).toBeVisible();

  const width = await page.locator('.cards').evaluate((cards) => cards.scrollWidth - cards.clientWidth);
  expect(width).toBe(0);
  await picture(portolan, 'details-connections', open);
  // Not once(): it would reject at the reset that is expected here.
  const closed = new Promise((resolve) => first?.once('close', resolve));
  await open.getByRole('button', { name: new RegExp(`Close the connection of node .*${peer}`) }).focus();
  await page.keyboard.press('Enter');
  await closed;
  await expect(open.getByText(peer)).toHaveCount(0);
  await expect(page.getByRole('log').filter({ hasText: `${peer}) is closed.` })).toBeAttached();
  await expect(open.getByRole('button').first()).toBeFocused();
  for (const left of [1, 0]) {
    await page.keyboard.press('Enter');
    await expect(open.getByRole('button')).toHaveCount(left);
  }
  await expect(open).toBeFocused();

  const happened = page.getByRole('region', { name: 'What happened' });
  const state = (await portolan.snapshot()).sessions[0]?.state;
  const pod = state?.phase === 'active' ? state.pod.name : 'none';
  await shop.scaleWeb(0);
  const cause = `${pod} was ended: Deployment web was scaled to 0 pods.`;
  await expect(happened).toContainText(cause);
  await expect(happened).toContainText(`You closed the connection of node (pid`);
  await happened.getByRole('button', { name: 'Copy as report' }).click();
  const copied = await portolan.clipboard();
  expect(copied).toContain('# Forward web');
  expect(copied).toContain('demo / shop · deploy/web');
  expect(copied).toContain(cause);
  expect(copied).toMatch(/- \d{4}-\d\d-\d\dT[\d:.]+Z Started by you\./);
  clearInterval(traffic);
  for (const client of clients) client.destroy();
});

test('the graph is read step by step with the keyboard', async ({ app: portolan }) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await page.getByText('web', { exact: true }).first().click();
  const graph = page.getByRole('slider', { name: /received and sent, the last 1 min/ });
  const rows = page.getByRole('table', { name: /the last 1 min/ }).getByRole('row');
  await expect(rows.nth(4)).toBeAttached();
  await expect(page.locator('.plot canvas')).toBeVisible();

  await page.getByRole('radio', { name: '1 min' }).focus();
  await page.keyboard.press('Tab');
  await expect(graph).toBeFocused();
  await expect(page.locator('.tip')).toContainText('/s');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const second = String(await graph.getAttribute('aria-valuetext'));
  expect(second).toMatch(/^\d.*: .*\/s.*\/s/);
  await expect(page.locator('.tip')).toContainText(second.split(': ')[0] ?? '-');
  await page.keyboard.press('ArrowLeft');
  await expect(graph).not.toHaveAttribute('aria-valuetext', second);
  await page.keyboard.press('ArrowRight');
  await expect(graph).toHaveAttribute('aria-valuetext', second);

  await page.keyboard.press('Escape');
  await expect(page.locator('.tip')).toHaveCount(0);
  await expect(graph).toBeFocused();
  await expect(portolan.details('web')).toBeVisible();
});

/** How many pixels of the graph have the colour of its line, whose fill is the same but faint. */
function linePixels(page: Page): Promise<number> {
  return page.locator('.plot canvas').evaluate((canvas: HTMLCanvasElement) => {
    const figure = document.querySelector('.now .received');
    const line = figure === null ? null : getComputedStyle(figure).color.match(/\d+/g)?.map(Number);
    const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const isSolid = (data[at + 3] ?? 0) > 200;
      if (isSolid && line?.every((value, index) => Math.abs(value - (data[at + index] ?? 0)) <= 2))
        count += 1;
    }
    return count;
  });
}
