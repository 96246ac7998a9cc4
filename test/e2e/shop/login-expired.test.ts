import { parse } from 'yaml';
import type { Kubeconfig } from '../../cluster/kubectl.ts';
import { IdentityProvider, invalidGrant } from '../../support/identity-provider.ts';
import { NetworkPath } from '../../support/network-path.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { notifications, watchNotifications } from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';

test('a login whose identity provider cannot be reached is waited for, and one that it does not renew has ended: each is told as what it is', async ({
  shop,
  home,
}) => {
  const config = parse(shop.kubeconfig) as Kubeconfig;
  const token = config.users[0]?.user['token'];
  test.skip(
    typeof token !== 'string' || token.split('.').length === 3,
    'Only a token that does not say when it ends is asked for anew with each request.',
  );
  await using idp = await IdentityProvider.start();
  await using path = await NetworkPath.start(new URL(shop.server));
  let good = 'first';
  idp.renew = (form) =>
    form.get('refresh_token') === good ? { status: 200, body: { id_token: token } } : invalidGrant;
  const logIn = () =>
    home.saveKubeconfig(
      JSON.stringify({
        ...config,
        // Both clusters have certificates for the loopback address.
        clusters: config.clusters.map(({ name, cluster }) => ({
          name,
          cluster: { ...cluster, server: `https://[::1]:${path.port}` },
        })),
        users: config.users.map(({ name }) => ({
          name,
          user: {
            'auth-provider': {
              name: 'oidc',
              config: { 'idp-issuer-url': idp.issuer, 'client-id': 'kube', 'refresh-token': good },
            },
          },
        })),
      }),
    );
  await logIn();
  await using portolan = await home.launch();
  const { page } = portolan;
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true, holdMs: 3_000 });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const row = portolan.row('svc/web');
  await row.click();
  const happened = page.getByRole('region', { name: 'What happened' });
  const entry = page.getByRole('navigation').getByRole('button', { name: /^demo/ });

  await idp.stop();
  path.cut();
  await expect(happened).toContainText(
    `The identity provider 127.0.0.1:${idp.port} of context “demo” cannot be reached. Check the network or VPN. Trying again.`,
  );
  await expect(row).toContainText('Waiting');
  await expect.poll(() => notifications(portolan)).toEqual(['demo is away']);
  await expect(entry).not.toContainText('login');
  await idp.resume();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await expect.poll(() => notifications(portolan)).toEqual(['demo is away', 'demo is back']);

  good = 'second';
  path.cut();
  await expect(happened).toContainText(
    'The login of context “demo” has expired and could not be renewed. Log in again with the tool that wrote the kubeconfig.',
  );
  await expect(row).toContainText('Needs you');
  await expect(entry).toContainText('login');
  await expect
    .poll(() => notifications(portolan))
    .toEqual(['demo is away', 'demo is back', 'demo needs a login']);
  await logIn();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await expect(entry).not.toContainText('login');
});
