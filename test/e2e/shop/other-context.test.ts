import { NetworkPath } from '../../support/network-path.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { launchWithStandby } from '../support/standby.ts';

test('a duplicate goes to another context, keeps all else, and is reached by its way when it is started', async ({
  home,
  shop,
}) => {
  // The same cluster behind another address: what goes by this context is seen on the way.
  await using way = await NetworkPath.start(new URL(shop.server));
  const kubeconfig = shop.kubeconfig.replaceAll(shop.server, `https://[::1]:${String(way.port)}`);
  await using portolan = await launchWithStandby(home, { kubeconfig });
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
  const before = way.bytesDown;
  const bytes = 100_000;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/bytes?n=${String(bytes)}`);
  expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
  expect(way.bytesDown - before).toBeGreaterThan(bytes);
});
