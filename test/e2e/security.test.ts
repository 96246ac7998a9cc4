import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { type Portolan, root } from './support/portolan.ts';

interface LeavingGlobal {
  leaving?: Promise<boolean>;
}

test('the page has two functions of ours and nothing of Node', async ({ app: portolan }) => {
  const seen = await portolan.page.evaluate(() => ({
    bridge: Object.keys(window.portolan).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    origin: location.origin,
  }));
  expect(seen).toEqual({ bridge: ['request', 'subscribe'], node: [], origin: 'app://portolan' });
});

test('another page with our preload script is not heard', async ({ app: portolan }) => {
  const replies = await portolan.app.evaluate(async ({ BrowserWindow }, preload) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('data:text/html,<p>stranger</p>');
    const ask = "window.portolan.request('app.snapshot')";
    const elsewhere: unknown = await stranger.webContents.executeJavaScript(ask);
    // Even on our own page: another window is not ours.
    await stranger.loadURL('app://portolan/index.html');
    const copy: unknown = await stranger.webContents.executeJavaScript(ask);
    stranger.destroy();
    return [elsewhere, copy];
  }, `${root}/out/preload/preload.cjs`);
  const refused = { ok: false, problem: { code: 'invalidInput' } };
  expect(replies).toMatchObject([refused, refused]);
});

test('the page reaches no other place, not even one that would welcome it', async ({ home }) => {
  // By hand: a page that is refused complains, as no other may.
  await using portolan = await home.launch();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('welcome');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const reached = await portolan.page.evaluate(async (url) => {
      const fetched = await fetch(`${url}/fetch`).then(
        () => true,
        () => false,
      );
      return { fetched, opened: window.open(`${url}/open`) !== null };
    }, elsewhere);
    expect([reached, await leadAway(portolan, `${elsewhere}/lead`), asked]).toEqual([
      { fetched: false, opened: false },
      false,
      [],
    ]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

/** Whether the page, told to go to the URL, is let go there. */
async function leadAway(portolan: Portolan, url: string): Promise<boolean> {
  await portolan.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    (globalThis as LeavingGlobal).leaving = new Promise((resolve) => {
      contents?.once('will-navigate', (event) => resolve(!event.defaultPrevented));
    });
  });
  await portolan.page.evaluate((to) => {
    location.href = to;
  }, url);
  return (await portolan.app.evaluate(() => (globalThis as LeavingGlobal).leaving)) ?? false;
}

test('files outside the page are not served', async ({ app: portolan }) => {
  const status = await portolan.app.evaluate(async ({ net }) =>
    Promise.all(
      ['app://portolan/index.html', 'app://portolan/..%2fmain%2fmain.js', 'app://elsewhere/index.html'].map(
        async (url) => (await net.fetch(url)).status,
      ),
    ),
  );
  expect(status).toEqual([200, 404, 404]);
});

test('the log holds no token', async ({ app: portolan, demo }) => {
  await portolan.request('app.interfaces');
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const log = await portolan.log();
  expect(log).toContain('demo: connected');
  expect(log).not.toContain(demo.token);
});
