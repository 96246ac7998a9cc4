import { httpGet } from '../support/tcp-client.ts';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-cluster.ts';
import { picture } from './support/picture.ts';

test('while the API server is down the port stays, the window says so, and the held connection is served', async ({
  realCluster: cluster,
  namespace,
  app: portolan,
}) => {
  test.skip(!cluster.isOwn, 'Only our own cluster may be broken; without TEST_KUBE_CONTEXT this runs on it.');
  await addForward(portolan, {
    label: 'web',
    target: { context: 'portolan-test', namespace: namespace.name },
    ports: [':http'],
    holdMs: 60_000,
    start: true,
  });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const endpoint = { address: '127.0.0.1', port: Number(await portolan.port('web')) };
  const row = portolan.row('svc/web');

  await cluster.kill('kube-apiserver');
  let held: ReturnType<typeof httpGet>;
  try {
    await expect(row).toContainText('Waiting');
    await expect(portolan.announced(/^portolan-test: Failed\. \S/)).toHaveCount(1);
    await picture(portolan, 'cluster-away');
    await expect(portolan.announced('portolan-test: Connected.')).toHaveCount(0);
    held = httpGet(endpoint, '/');
    await expect(row).toContainText('Holding 1');
  } finally {
    await cluster.start('kube-apiserver');
  }
  expect((await held).body.toString()).toContain('pod=web-');
  await expect(row).toContainText('Active');
  await expect(portolan.announced('portolan-test: Connected.')).toHaveCount(1);
});
