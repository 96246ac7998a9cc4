import { writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { podOf } from '../support/pod-of.ts';
import { addForward } from '../support/add-forward.ts';

interface Kubeconfig {
  readonly contexts: readonly { readonly name: string; readonly context: object }[];
}

test('a duplicate goes to another context, keeps all else, and works when it is started', async ({
  home,
  shop,
}) => {
  const config = parse(shop.kubeconfig) as Kubeconfig;
  const contexts = [...config.contexts, { ...config.contexts[0], name: 'standby' }];
  await writeFile(home.kubeconfig, JSON.stringify({ ...config, contexts }), { mode: 0o600 });
  await using portolan = await home.launch();
  const { page } = portolan;
  const original = await addForward(portolan, {
    label: 'front',
    ports: ['18080:http'],
    start: false,
    group: 'shop',
  });
  await portolan.row('front').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Duplicate front' });
  await dialog.getByRole('combobox', { name: 'Cluster' }).selectOption('standby');
  await expect(dialog.getByRole('region')).toContainText('standby / shop · svc/web');
  await dialog.getByRole('button', { name: 'Add 1 forward' }).click();

  const copied = async () => (await portolan.snapshot()).forwards.find(({ id }) => id !== original.id);
  await expect.poll(copied).toMatchObject({
    label: 'front',
    group: 'shop',
    wanted: false,
    target: { ...original.target, context: 'standby' },
  });
  await portolan.row('svc/web · shop · standby').getByRole('switch', { name: 'front runs' }).click();
  const endpoint = async () => {
    const { sessions } = await portolan.snapshot();
    const state = sessions.find(({ id }) => id !== original.id)?.state;
    return state?.phase === 'active' ? state.bound[0]?.endpoints[0] : undefined;
  };
  await expect.poll(endpoint).toBeDefined();
  const { port } = (await endpoint()) ?? { port: 0 };
  expect(port).not.toBe(18_080);
  expect(await podOf(`http://127.0.0.1:${String(port)}`)).toMatch(/^web-/);
});
