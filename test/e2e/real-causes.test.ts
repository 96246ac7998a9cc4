import { once } from 'node:events';
import { connect } from 'node:net';
import { Kubectl } from '../cluster/kubectl.ts';
import { testAccess } from '../cluster/test-access.ts';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-cluster.ts';
import type { Portolan } from './support/portolan.ts';

test('a drained node, a container that ends and a client that resets are told by what the cluster and the sockets show', async ({
  realCluster: cluster,
  namespace,
  app: portolan,
}) => {
  test.skip(
    !cluster.isOwn,
    'Only the node of our own cluster may be drained; without TEST_KUBE_CONTEXT this runs on it.',
  );
  const { page } = portolan;
  const port = await forwardWeb(portolan, { context: 'portolan-test', namespace: namespace.name });
  await page.getByText('svc/web').first().click();
  const happened = page.getByRole('region', { name: 'What happened' });

  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(client, 'data');
  client.resetAndDestroy();
  const [first = ''] = await namespace.readyPods('app=web');
  await expect(happened).toContainText(`A client reset its connection to ${first}.`);

  await fetch(`http://127.0.0.1:${String(port)}/quit?code=3`).catch(() => undefined);
  await expect(happened).toContainText(`Container server of ${first} ended with exit code 3.`);
  await expect.poll(() => portolan.phase('web')).toBe('active');

  const node = (await namespace.kubectl('get', 'pod', first, '--output=jsonpath={.spec.nodeName}')).trim();
  try {
    await cluster.kubectl.run(['drain', node, `--pod-selector=namespace=${namespace.name}`, '--force']);
    await expect(happened).toContainText(`${first} was evicted: its node ${node} is being drained.`);
  } finally {
    await cluster.kubectl.run(['uncordon', node]);
  }
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
});

test('a login that ends is told once for all its forwards, and they go on once there is another', async ({
  realCluster: { kubectl },
  namespace,
  home,
}) => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'person' } };
  const rights = testAccess
    .filter(({ kind }) => kind !== 'Namespace')
    .map((each) => ({
      ...each,
      ...('subjects' in each && {
        subjects: [{ kind: 'ServiceAccount', name: 'person', namespace: namespace.name }],
      }),
    }));
  await namespace.apply(account, ...rights);
  const logIn = async () => {
    const token = (await namespace.kubectl('create', 'token', 'person')).trim();
    const { clusters } = await kubectl.kubeconfig();
    const context = { cluster: clusters[0]?.name, user: 'person', namespace: namespace.name };
    const contexts = [{ name: 'personal', context }];
    const users = [{ name: 'person', user: { token } }];
    await home.saveKubeconfig(JSON.stringify({ 'current-context': 'personal', clusters, users, contexts }));
  };
  await logIn();
  await using portolan = await home.launch();
  await watchNotifications(portolan);
  const target = { context: 'personal', namespace: namespace.name };
  await forwardWeb(portolan, target);
  await forwardWeb(portolan, target, 'web too');
  await portolan.page.getByText('svc/web').first().click();
  const happened = portolan.page.getByRole('region', { name: 'What happened' });

  await namespace.kubectl('delete', 'serviceaccount', 'person');
  // The API server trusts a token for some seconds more.
  const asPerson = new Kubectl(kubectl.path, home.kubeconfig);
  const answer = () => asPerson.run(['get', 'pods']).catch(String);
  await expect.poll(answer, { timeout: 60_000 }).toContain('must be logged in');
  await namespace.kubectl('delete', 'pod', '--selector=app=web', '--wait=false');
  const entry = portolan.page.getByRole('navigation').getByRole('button', { name: /^personal/ });
  await expect(entry).toContainText('login');
  await expect.poll(() => notifications(portolan)).toEqual(['personal needs a login']);
  expect([await portolan.phase('web'), await portolan.phase('web too')]).toEqual(['waiting', 'waiting']);
  // The first moments of a gap are one line, that of the pod; the next try, half a minute later, tells the login.
  const refused = 'The cluster of context “personal” does not accept the credentials.';
  await expect(happened).toContainText(refused, { timeout: 60_000 });

  await namespace.apply(account);
  await logIn();
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  await expect.poll(() => portolan.phase('web too')).toBe('active');
  // The newest line is the first.
  await expect(happened).toContainText(new RegExp(`Back on web-.*${refused}`, 's'));
  const told = await notifications(portolan);
  expect(told.filter((title) => title.includes('login'))).toEqual(['personal needs a login']);
});

/** Starts a forward to the service `web`, and resolves with its port once it is active. */
async function forwardWeb(
  portolan: Portolan,
  target: { readonly context: string; readonly namespace: string },
  label = 'web',
): Promise<number> {
  await addForward(portolan, { label, target, ports: [':http'], start: true });
  await expect.poll(() => portolan.phase(label)).toBe('active');
  return Number(await portolan.port(label));
}
