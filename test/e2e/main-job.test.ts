import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { TestNamespace } from '../cluster/test-namespace.ts';
import { Load } from '../support/load.ts';
import { httpGet } from '../support/tcp-client.ts';
import { expect } from './support/expect.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-cluster.ts';
import { type Portolan, root } from './support/portolan.ts';
import { isListening } from './support/ports.ts';
import { clickTray, watchTray } from './support/tray.ts';

test('one click in the window forwards a service, and its address works while the pod is deleted', async ({
  namespace,
  app: portolan,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  await showServices(portolan, namespace);
  await page.getByRole('button', { name: 'Forward http 80' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await expect(page.getByRole('button', { name: `http 80 localhost:${String(port)}, Active` })).toBeVisible();

  await portolan.showForwards();
  const row = portolan.row('svc/web');
  await surviveDeath(namespace, port, async (pod) => {
    await expect(row).toContainText(pod);
  });
  // Shorter than connections are held.
  expect(await notifications(portolan)).toEqual([]);

  await row.getByRole('switch').click();
  await expect(row).toContainText('Stopped');
  expect(await isListening(port)).toBe(false);
});

test('one click in the tray starts the same forward, which survives the same', async ({
  namespace,
  app: portolan,
}) => {
  await watchTray(portolan);
  await showServices(portolan, namespace);
  await portolan.page.getByRole('button', { name: 'Forward http 80' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await clickTray(portolan, '● web');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');

  await clickTray(portolan, '○ web');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await surviveDeath(namespace, port, async (pod) => {
    await expect.poll(async () => JSON.stringify(await portolan.snapshot())).toContain(pod);
  });

  await clickTray(portolan, 'web');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
  expect(await isListening(port)).toBe(false);
});

test('the terminal prints what kubectl prints and survives the same; Ctrl-C frees the port', async ({
  realCluster,
  namespace,
}) => {
  const command = join(root, 'out/cli/portolan.js');
  const wish = [
    'forward',
    'svc/web',
    ':http',
    '-n',
    namespace.name,
    '--kubeconfig',
    realCluster.kubeconfigPath,
  ];
  const child = spawn(process.execPath, [command, ...wish, '--address', '127.0.0.1']);
  const events: string[] = [];
  createInterface(child.stderr).on('line', (line) => events.push(line));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(line).toMatch(/^Forwarding from 127\.0\.0\.1:\d+ -> 8080$/);
  const port = Number(/:(\d+) /.exec(line)?.[1]);

  await surviveDeath(namespace, port, async (pod) => {
    await expect.poll(() => events.some((event) => event.includes(pod))).toBe(true);
  });

  expect(await interrupt(child)).toBe(0);
  expect(await isListening(port)).toBe(false);
});

/** Opens the test's namespace in the window, as a person who looks for a service. */
async function showServices(portolan: Portolan, namespace: TestNamespace): Promise<void> {
  const { page } = portolan;
  await portolan.showCluster('portolan-test');
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await page.getByRole('combobox', { name: 'Namespace' }).fill(namespace.name);
  await page.keyboard.press('Enter');
  await expect(portolan.row('web')).toBeVisible();
}

/** `curl` answers; then the pod is deleted under load: nobody is refused, and `showsPod` sees the next pod's name. */
async function surviveDeath(
  namespace: TestNamespace,
  port: number,
  showsPod: (pod: string) => Promise<void>,
): Promise<void> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', `http://127.0.0.1:${String(port)}/`]);
  expect(stdout).toContain('pod=web-');
  const [dying = ''] = await namespace.readyPods('app=web');
  await showsPod(dying);

  const load = Load.start(4, async () => {
    const { body } = await httpGet({ address: '127.0.0.1', port }, '/');
    if (!body.toString().startsWith('pod=web-')) throw new Error(`"${body.toString()}" came back`);
  });
  await namespace.kubectl('delete', 'pod', dying, '--wait=false');
  await expect.poll(async () => (await namespace.readyPods('app=web')).includes(dying)).toBe(false);
  const [next = ''] = await namespace.readyPods('app=web');
  await showsPod(next);
  const servedBefore = load.served;
  await expect.poll(() => load.served).toBeGreaterThan(servedBefore + 4);
  await load.stop();

  expect(load.refused).toEqual([]);
  // Only what had already spoken to the dying pod may be reset.
  expect(load.failures.length).toBeLessThanOrEqual(4);
}

async function interrupt(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGINT');
  return (await exited)[0];
}
