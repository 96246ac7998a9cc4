import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { defaultSettings } from '../../src-main/shared/forward.ts';
import { parsePortPair } from '../../src-main/shared/port-pair.ts';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import { Kubectl } from '../cluster/kubectl.ts';
import * as manifests from '../cluster/manifests.ts';
import { testAccess } from '../cluster/test-access.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { expect } from './support/expect.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { Portolan, TestHome } from './support/portolan.ts';

let cluster: Cluster;
let namespace: TestNamespace;
let home: TestHome;

test.beforeEach(async () => {
  cluster = await startCluster();
  namespace = await TestNamespace.create(cluster.kubectl, 'causes');
  await namespace.apply(
    manifests.deployment('web', { labels: { app: 'web', namespace: namespace.name } }),
    manifests.service('web'),
  );
  await namespace.readyPods('app=web');
  home = await TestHome.create();
});

test.afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await namespace[Symbol.asyncDispose]();
});

test('a drained node, a container that ends and a client that resets are told by what the cluster and the sockets show', async () => {
  test.skip(
    !cluster.isOwn,
    'Only the node of our own cluster may be drained; without TEST_KUBE_CONTEXT this runs on it.',
  );
  await using portolan = await Portolan.launch(home, { kubeconfig: cluster.kubeconfigPath });
  const { page } = portolan;
  const port = await forwardWeb(portolan, 'portolan-test');
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

test('a login that ends is told once for all its forwards, and they go on once there is another', async () => {
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
  const kubeconfig = join(home.path, 'kubeconfig');
  await writeFile(kubeconfig, await kubeconfigOf('person'), { mode: 0o600 });
  await using portolan = await Portolan.launch(home, { kubeconfig });
  await watchNotifications(portolan);
  await forwardWeb(portolan, 'personal');
  await forwardWeb(portolan, 'personal', 'web too');

  await namespace.kubectl('delete', 'serviceaccount', 'person');
  // The API server trusts a token for some seconds more.
  const asPerson = new Kubectl(cluster.kubectl.path, kubeconfig);
  const answer = () => asPerson.run(['get', 'pods']).catch(String);
  await expect.poll(answer, { timeout: 60_000 }).toContain('must be logged in');
  await namespace.kubectl('delete', 'pod', '--selector=app=web', '--wait=false');
  const entry = portolan.page.getByRole('navigation').getByRole('button', { name: /^personal/ });
  await expect(entry).toContainText('login');
  await expect.poll(() => notifications(portolan)).toEqual(['personal needs a login']);
  expect([await portolan.phase('web'), await portolan.phase('web too')]).toEqual(['waiting', 'waiting']);

  await namespace.apply(account);
  await writeFile(kubeconfig, await kubeconfigOf('person'), { mode: 0o600 });
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  await expect.poll(() => portolan.phase('web too')).toBe('active');
  const told = await notifications(portolan);
  expect(told.filter((title) => title.includes('login'))).toEqual(['personal needs a login']);
});

/** Starts a forward to the service, and resolves with its port once it is active. */
async function forwardWeb(portolan: Portolan, context: string, label = 'web'): Promise<number> {
  const target = { context, namespace: namespace.name, kind: 'service' as const, name: 'web' };
  const settings = { ...defaultSettings, label, target, addresses: ['127.0.0.1'], allowExposure: false };
  await portolan.request('forward.add', {
    settings: { ...settings, ports: [parsePortPair(':http')] },
    start: true,
  });
  await expect.poll(() => portolan.phase(label)).toBe('active');
  return Number(await portolan.port(label));
}

/** A kubeconfig of one context, `personal`, with a new token of the service account. */
async function kubeconfigOf(account: string): Promise<string> {
  const token = (await namespace.kubectl('create', 'token', account)).trim();
  const { clusters } = JSON.parse(
    await cluster.kubectl.run(['config', 'view', '--raw', '--output=json']),
  ) as { clusters: readonly { name: string }[] };
  const context = { cluster: clusters[0]?.name, user: account, namespace: namespace.name };
  return JSON.stringify({
    'current-context': 'personal',
    clusters,
    users: [{ name: account, user: { token } }],
    contexts: [{ name: 'personal', context }],
  });
}
