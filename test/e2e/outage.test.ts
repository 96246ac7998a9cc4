import { test } from '@playwright/test';
import { defaultSettings } from '../../src-main/shared/forward.ts';
import { startCluster } from '../cluster/cluster.ts';
import * as manifests from '../cluster/manifests.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { httpGet } from '../support/tcp-client.ts';
import { expect } from './support/expect.ts';
import { Portolan, TestHome } from './support/portolan.ts';

test('while the API server is down the port stays, the window says so, and the held connection is served', async () => {
  const cluster = await startCluster();
  test.skip(!cluster.isOwn, 'Only our own cluster may be broken; without TEST_KUBE_CONTEXT this runs on it.');
  await using namespace = await TestNamespace.create(cluster.kubectl, 'outage');
  await namespace.apply(manifests.deployment('web'), manifests.service('web'));
  await namespace.readyPods('app=web');
  await using home = await TestHome.create();
  await using portolan = await Portolan.launch(home, { kubeconfig: cluster.kubeconfigPath });
  await portolan.request('forward.add', {
    settings: {
      label: 'web',
      target: { context: 'portolan-test', namespace: namespace.name, kind: 'service', name: 'web' },
      ports: [{ local: { kind: 'auto', last: null }, remote: 'http' }],
      addresses: ['127.0.0.1'],
      ...defaultSettings,
      holdMs: 60_000,
      allowExposure: false,
    },
    start: true,
  });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const endpoint = { address: '127.0.0.1', port: Number(await portolan.port('web')) };
  const row = portolan.page.getByRole('row').filter({ hasText: 'svc/web' });

  await cluster.kill('kube-apiserver');
  let held: ReturnType<typeof httpGet>;
  try {
    await expect(row).toContainText('Waiting');
    held = httpGet(endpoint, '/');
    await expect(row).toContainText('Holding 1');
  } finally {
    await cluster.start('kube-apiserver');
  }
  expect((await held).body.toString()).toContain('pod=web-');
  await expect(row).toContainText('Active');
});
