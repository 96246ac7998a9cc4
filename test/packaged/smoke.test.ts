import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { root } from '../e2e/support/portolan.ts';
import { TestHome } from '../e2e/support/test-home.ts';

/** What electron-builder names the program in its folder, on each system. */
const programs =
  'dist/{linux-unpacked/portolan,mac*/Portolan.app/Contents/MacOS/Portolan,win*-unpacked/Portolan.exe}';

test('the packaged app shows its window, forwards bytes and releases the port when it ends', async () => {
  await using home = await TestHome.create();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // The package's fuses refuse Node's inspector, by which Playwright would start it; Chromium's own port is open.
  const args = [...sandbox, `--user-data-dir=${home.userData}`, '--remote-debugging-port=0'];
  const child = spawn(await packagedProgram(), args, {
    env: home.env({ kubeconfig: null }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await using stack = new AsyncDisposableStack();
  const ended = once(child, 'exit');
  stack.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });

  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /^http:\/\/127\.0\.0\.1:\d+(?= → demo\/shop svc\/web$)/.exec(line)?.[0] ?? '';
  expect((await fetch(url)).status).toBe(200);
  await expect.poll(() => textOfWindow(home)).toContain(new URL(url).port);

  child.kill('SIGTERM');
  await ended;
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('the documents that Help opens come with the app', async () => {
  const program = dirname(await packagedProgram());
  const resources = join(program, process.platform === 'darwin' ? '../Resources' : 'resources');
  const [packaged, written] = await Promise.all(
    [join(resources, 'docs'), join(root, 'docs')].map((folder) => readdir(folder)),
  );
  expect(packaged?.sort()).toEqual(written?.sort());
});

async function packagedProgram(): Promise<string> {
  for await (const path of glob(programs, { cwd: root })) return join(root, path);
  throw new Error('There is no packaged app below dist/. Run npm run package first.');
}

/** The text that the window shows, by Chromium's DevTools protocol. */
async function textOfWindow(home: TestHome): Promise<string> {
  const [port = ''] = (await readFile(join(home.userData, 'DevToolsActivePort'), 'utf8')).split('\n');
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Target[];
  const page = targets.find(({ type }) => type === 'page');
  if (page === undefined) return '';
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  await once(socket, 'open');
  const expression = 'document.body.innerText';
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
  const [answer] = (await once(socket, 'message')) as [MessageEvent<string>];
  socket.close();
  return (JSON.parse(answer.data) as { result: { result: { value: string } } }).result.result.value;
}

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}
