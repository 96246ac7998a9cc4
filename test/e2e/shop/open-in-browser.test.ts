import { addForward } from '../support/add-forward.ts';
import { openedInBrowser, watchBrowser } from '../support/browser.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

test('the window opens an address by what "Connect with" says of its port, with the pointer and with Enter', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await watchBrowser(portolan);
  await shop.addService('secure', [
    { name: 'https', port: 443, targetPort: 'http' },
    { name: 'main', port: 9000, targetPort: 'metrics', appProtocol: 'https' },
  ]);
  const target = { name: 'secure' };
  await addForward(portolan, { label: 'plain', ports: [':http'], start: true });
  await addForward(portolan, { label: 'by name', target, ports: [':https'], start: true });
  await addForward(portolan, { label: 'by protocol', target, ports: [':9000'], start: true });
  for (const [label, scheme] of [
    ['plain', 'http'],
    ['by name', 'https'],
    ['by protocol', 'https'],
  ] as const) {
    await expect.poll(() => portolan.phase(label)).toBe('active');
    const port = String(await portolan.port(label));
    await portolan.row(label).click();
    const details = portolan.details(label);
    const copyUrl = details.getByRole('button', { name: /^Copy for URL:/ });
    await expect(copyUrl).toHaveAccessibleName(`Copy for URL: ${scheme}://localhost:${port}`);
    const opened = (await openedInBrowser(portolan)).length;
    const news = async () => (await openedInBrowser(portolan)).slice(opened);
    const url = `${scheme}://127.0.0.1:${port}`;
    await details.getByRole('button', { name: `Open localhost:${port} in browser` }).click();
    await expect.poll(news).toEqual([url]);
    await portolan.row(label).press('Enter');
    await expect.poll(news).toEqual([url, url]);
    await portolan.row(label).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open in browser' }).click();
    await expect.poll(news).toEqual([url, url, url]);
  }
});
