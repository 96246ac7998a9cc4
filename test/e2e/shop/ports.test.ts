import { connect } from 'node:net';
import type { Locator } from '@playwright/test';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import { addForward } from '../support/add-forward.ts';
import { occupy } from '../support/ports.ts';

/** The web pods listen there on either cluster, and no object says so. */
const undeclaredPort = 7001;

test('the editor offers a target’s ports with their protocols, and those that cannot be forwarded with the reason', async ({
  app: portolan,
  shop,
}) => {
  await shop.addService('mixed', [
    { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
    { name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' },
    { name: 'metrics', port: 9090, targetPort: 'metrics' },
  ]);
  const editor = await portolan.openEditor('svc/mixed');
  const remote = editor.getByRole('combobox', { name: 'Remote port 1' });
  await expect(remote).toHaveValue('http');
  await expect(editor).toContainText('80 · TCP · http');
  await remote.click();
  const options = editor.getByRole('listbox', { name: 'Remote port 1' }).getByRole('option');
  await expect(options).toHaveText([
    /http\s+80 · TCP · http/,
    /metrics\s+9090 · TCP/,
    /dns\s+53 · UDP · Kubernetes forwards only TCP ports/,
  ]);
  await expect(options.nth(2)).toHaveAttribute('aria-disabled', 'true');
  await picture(portolan, 'editor-ports');
  await remote.press('ArrowUp');
  await remote.press('Enter');
  await expect(remote).toHaveValue('http');
  await options.nth(1).click();
  await expect(remote).toHaveValue('metrics');

  await remote.fill('dns');
  await expect(remote).toHaveAccessibleDescription('Kubernetes forwards only TCP ports');
});

test('ports that a target gets while the editor is open are offered, and what was typed stays', async ({
  app: portolan,
  shop,
}) => {
  const http = { name: 'http', port: 80, targetPort: 'http' };
  const metrics = { name: 'metrics', port: 9090, targetPort: 'metrics' };
  await shop.addService('growing', [http]);
  const editor = await portolan.openEditor('svc/growing');
  const remote = editor.getByRole('combobox', { name: 'Remote port 1' });
  await expect(remote).toHaveValue('http');
  await remote.fill('');
  await shop.changeService('growing', [http, metrics]);
  const options = editor.getByRole('listbox', { name: 'Remote port 1' }).getByRole('option');
  await expect(options).toHaveText([/http\s+80/, /metrics\s+9090/]);
  await expect(remote).toHaveValue('');
  await remote.fill('http');
  await shop.changeService('growing', [{ ...http, port: 8080 }, metrics]);
  await expect(editor).toContainText('8080 · TCP');
  await expect(remote).toHaveValue('http');

  // No row shows this; who comes back to the window is told.
  await shop.changeService('growing', [{ ...http, port: 8080, appProtocol: 'http' }, metrics]);
  await portolan.page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(editor).toContainText('8080 · TCP · http');
});

test('a port that nothing declares is typed by hand and forwarded', async ({ app: portolan }) => {
  const editor = await portolan.openEditor('deploy/web');
  const remote = editor.getByRole('combobox', { name: 'Remote port 1' });
  await expect(remote).toHaveValue('http');
  const { forwards } = await portolan.snapshot();
  const target = { context: 'demo', namespace: 'shop', kind: 'deployment', name: 'web' } as const;
  const declared = await portolan.request('catalog.ports', target);
  expect([forwards, declared.map(({ port }) => port)]).toEqual([[], [8080, 9090]]);
  await remote.fill(String(undeclaredPort));
  await editor.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  expect(await echoed((await portolan.port('web')) ?? 0, 'anybody there?\n')).toContain('anybody there?');
});

test('a forward whose port is taken over in the editor goes on where the other cannot start', async ({
  app: portolan,
}) => {
  await using program = await occupy();
  await addForward(portolan, { label: 'first', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  const port = (await portolan.port('first')) ?? 0;
  const { page } = portolan;
  const editor = await portolan.openEditor('svc/web');
  await fillPair(editor, 1, port, 'http');
  await editor.getByRole('button', { name: 'Take it over' }).click();
  await editor.getByRole('button', { name: 'Add a port' }).click();
  await fillPair(editor, 2, program.port, 'metrics');
  await editor.getByRole('button', { name: 'Forward', exact: true }).click();
  const details = portolan.details('web');
  await expect(details).toContainText(`is used by node (pid ${String(process.pid)})`);
  await expect.poll(() => portolan.port('first')).toBe(port);

  await details.getByRole('button', { name: 'Edit' }).first().click();
  const again = page.getByRole('dialog', { name: 'Edit web' });
  await again.getByRole('button', { name: 'Take it over' }).click();
  await again.getByRole('textbox', { name: 'Local port 2' }).fill('');
  await again.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  expect([await portolan.phase('first'), await portolan.port('web')]).toEqual(['stopped', port]);
});

async function fillPair(editor: Locator, place: number, local: number, remote: string): Promise<void> {
  await editor.getByRole('textbox', { name: `Local port ${String(place)}` }).fill(String(local));
  await editor.getByRole('combobox', { name: `Remote port ${String(place)}` }).fill(remote);
}

/** What comes back for a line. */
function echoed(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(line));
    socket.once('error', reject).once('close', () => resolve(text));
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes(line)) socket.end();
    });
  });
}
