import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { KubectlForward } from '../support/demo-kubectl.ts';
import { LocalClient } from '../support/local-client.ts';
import { exchange } from '../support/tcp-client.ts';
import { type Cluster, startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { patternBytes, testServerPorts } from './test-server.ts';

/** What `test/CASES.md` says of kubectl, seen on the cluster on which Portolan is tested. */
describe.each([
  ['directly', false],
  ['through a WebSocket', true],
])('kubectl, forwarding %s,', (_way, webSockets) => {
  let cluster: Cluster;
  let namespace: TestNamespace;
  beforeAll(async () => {
    cluster = await startCluster();
    namespace = await TestNamespace.create(cluster.kubectl, 'kubectl');
    await namespace.apply(manifests.pod('lone'));
    await namespace.readyPods('app=lone');
  });
  afterAll(() => namespace[Symbol.asyncDispose]());

  const start = (port: keyof typeof testServerPorts): Promise<KubectlForward> =>
    KubectlForward.start(cluster.kubectl.path, cluster.kubeconfigPath, webSockets, [
      `--namespace=${namespace.name}`,
      'pod/lone',
      `:${testServerPorts[port]}`,
    ]);
  const endpointOf = ({ port }: KubectlForward): Endpoint => ({ address: '127.0.0.1', port });

  test('case 22: cuts the reply after a half-close, and calls it complete', async () => {
    await using forward = await start('lines');
    using client = await LocalClient.connect(endpointOf(forward));
    client.socket.end('go\n');
    expect(await client.over()).toBe('clean');
    expect(client.text.trim().split('\n').length).toBeLessThan(15);
  });

  test('case 26: shows a reset as a clean end, and ends itself', async () => {
    await using forward = await start('reset');
    using client = await LocalClient.connect(endpointOf(forward));
    await client.send('x');
    expect(await client.over()).toBe('clean');
    await forward.ended;
  });

  test('case 31: serves nobody while one client does not read', async () => {
    await using forward = await start('http');
    using stopped = await LocalClient.connect(endpointOf(forward));
    await stopped.send(`GET /bytes?n=${64 * 1024 * 1024} HTTP/1.0\r\n\r\n`);
    await stopped.untilReceived(1_000);
    stopped.socket.pause();
    await delay(1_000);
    expect(await servedWithin3Seconds(endpointOf(forward), 'GET / HTTP/1.0\r\n\r\n')).toBe(false);
  });

  test('case 33: serves nobody behind an upload that the pod does not read', async () => {
    await using forward = await start('echo');
    using uploader = await LocalClient.connect(endpointOf(forward));
    // Who does not read an echo makes its server stop reading.
    uploader.socket.pause();
    uploader.socket.write(patternBytes(64 * 1024 * 1024));
    await delay(1_500);
    expect(await servedWithin3Seconds(endpointOf(forward), 'x')).toBe(false);
  });
});

async function servedWithin3Seconds(endpoint: Endpoint, request: string): Promise<boolean> {
  const answered = exchange(endpoint, request, 1).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, delay(3_000, false)]);
}
