import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KubectlForward } from '../support/demo-kubectl.ts';
import { LocalClient } from '../support/local-client.ts';
import { RelayedKubeconfig } from '../support/relayed-kubeconfig.ts';
import { exchange, httpGet } from '../support/tcp-client.ts';
import { type Cluster, startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { testServerPorts } from './test-server.ts';

/** What `test/CASES.md` says of kubectl when something on the way fails, seen on the cluster on which Portolan is tested. */
describe.each([
  ['directly', false],
  ['through a WebSocket', true],
])('kubectl, forwarding %s,', (_way, webSockets) => {
  let stack: AsyncDisposableStack;
  let cluster: Cluster;
  let namespace: TestNamespace;
  let relayed: RelayedKubeconfig;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    cluster = await startCluster();
    namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'kubectl'));
    relayed = stack.use(await RelayedKubeconfig.open(cluster.kubeconfigPath));
    await namespace.apply(manifests.pod('lone'));
    await namespace.readyPods('app=lone');
  });
  afterEach(() => stack.disposeAsync());

  async function start(port: keyof typeof testServerPorts, target = 'pod/lone'): Promise<KubectlForward> {
    return stack.use(
      await KubectlForward.start(cluster.kubectl.path, relayed.file, webSockets, [
        `--namespace=${namespace.name}`,
        target,
        `:${testServerPorts[port]}`,
      ]),
    );
  }

  async function spoken(forward: KubectlForward): Promise<void> {
    using client = await LocalClient.connect(endpointOf(forward));
    await client.echo('a word');
  }

  test('case 39: serves nobody once the API server was away, and has ended', async () => {
    const forward = await start('echo');
    await spoken(forward);
    relayed.path.goAway();
    const during = isServed(forward);
    await forward.ended;
    relayed.path.back();
    expect([await during, await isServed(forward)]).toEqual([false, false]);
  });

  test('case 40: notices no path that swallows everything within 12 s', async () => {
    const forward = await start('echo');
    using client = await LocalClient.connect(endpointOf(forward));
    await client.echo('before');
    relayed.path.freeze();
    const ended = Promise.race([client.over(), delay(12_000, 'not noticed')]);
    expect([await ended, await isServed(forward)]).toEqual(['not noticed', false]);
  });

  test('case 41: serves nobody on a connection that the sleep has cut', async () => {
    const forward = await start('echo');
    await spoken(forward);
    relayed.path.lose();
    expect(await isServed(forward)).toBe(false);
  });

  test('cases 42 and 43: sends new connections to a pod that is being deleted, and ends with it', async () => {
    await namespace.apply(manifests.deployment('drain', { replicas: 2, drainSeconds: 5 }));
    await namespace.readyPods('app=drain', 2);
    const forward = await start('http', 'deploy/drain');
    const podOf = async () => /pod=(\S+)/.exec(String((await httpGet(endpointOf(forward), '/')).body))?.[1];
    const before = (await podOf()) ?? '';
    await namespace.kubectl('delete', 'pod', before, '--wait=false');
    await namespace.kubectl('wait', 'pod', before, '--for=jsonpath={.metadata.deletionTimestamp}');
    expect(await podOf()).toBe(before);
    await namespace.kubectl('wait', 'pod', before, '--for=delete', '--timeout=60s');
    expect(await isServed(forward)).toBe(false);
    await forward.ended;
  });

  test('case 44: does not find the next pod of the same name', async () => {
    const forward = await start('echo');
    await spoken(forward);
    await namespace.kubectl('delete', 'pod', 'lone');
    await namespace.apply(manifests.pod('lone'));
    await namespace.readyPods('app=lone');
    expect(await isServed(forward)).toBe(false);
    await forward.ended;
  });

  test('case 45: refuses who comes while the container restarts, and ends', async () => {
    const forward = await start('http');
    await httpGet(endpointOf(forward), '/');
    // With an image that is none the restart lasts: the old process has ended, and no new one can come too soon.
    await namespace.kubectl('set', 'image', 'pod/lone', 'server=No/Image');
    const down = 'jsonpath={.status.containerStatuses[0].state.waiting.reason}=InvalidImageName';
    await namespace.kubectl('wait', 'pod/lone', `--for=${down}`, '--timeout=60s');
    // That it connects shows that kubectl has not ended before.
    using client = await LocalClient.connect(endpointOf(forward));
    await client.send('GET / HTTP/1.0\r\n\r\n');
    await client.over();
    expect(client.received).toBe(0);
    await forward.ended;
  });
});

function endpointOf({ port }: KubectlForward) {
  return { address: '127.0.0.1', port };
}

async function isServed(forward: KubectlForward): Promise<boolean> {
  const answered = exchange(endpointOf(forward), 'GET / HTTP/1.0\r\n\r\n', 1).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, delay(3_000, false)]);
}
