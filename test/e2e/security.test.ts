import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { type Portolan, root } from './support/portolan.ts';

let demo: DemoHome;
let portolan: Portolan;

test.beforeAll(async () => {
  demo = await DemoHome.create();
  portolan = await demo.launch();
});

test.afterAll(async () => {
  await portolan[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
});

test('the page has two functions of ours and nothing of Node', async () => {
  const seen = await portolan.page.evaluate(() => ({
    bridge: Object.keys(window.portolan).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    origin: location.origin,
  }));
  expect(seen).toEqual({ bridge: ['request', 'subscribe'], node: [], origin: 'app://portolan' });
});

test('another page with our preload script is not heard', async () => {
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

test('the page reaches no other place', async () => {
  const url = portolan.page.url();
  const reached = await portolan.page.evaluate(async () => {
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => true,
      () => false,
    );
    const opened = window.open('https://example.com/') !== null;
    location.href = 'https://example.com/';
    return { fetched, opened };
  });
  expect([reached, portolan.page.url()]).toEqual([{ fetched: false, opened: false }, url]);
});

test('files outside the page are not served', async () => {
  const status = await portolan.app.evaluate(async ({ net }) =>
    Promise.all(
      ['app://portolan/index.html', 'app://portolan/..%2fmain%2fmain.js', 'app://elsewhere/index.html'].map(
        async (url) => (await net.fetch(url)).status,
      ),
    ),
  );
  expect(status).toEqual([200, 404, 404]);
});

test('the log holds no token', async () => {
  await portolan.request('app.interfaces');
  const folder = await portolan.app.evaluate(({ app }) => app.getPath('logs'));
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  expect(texts.join('\n')).not.toContain(demo.demo.token);
});
