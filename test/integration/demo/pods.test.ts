import { connect } from 'node:net';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import type { KubeObject } from '../../conformance/cluster-client.ts';
import { DemoHost } from '../../support/demo-host.ts';

const slices = '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices';

describe('the pods of the demo cluster', () => {
  it('leave their service while they are not ready', async () => {
    await using host = await DemoHost.start();
    const pod = await host.webPod();
    host.demo.setReady('shop', pod, false);
    const without = await sliceWhere(host, (names) => !names.includes(pod));
    host.demo.setReady('shop', pod, true);
    const again = await sliceWhere(host, (names) => names.includes(pod));
    expect([without.length, again.length]).toEqual([1, 2]);
  });

  it('are gone at scale 0, and come back', async () => {
    await using host = await DemoHost.start();
    host.demo.scale('shop', 'web', 0);
    const none = await host.demo.readyPods('shop', 'web', 0);
    host.demo.scale('shop', 'web', 1);
    const one = await host.demo.readyPods('shop', 'web', 1);
    expect([none.length, one.length]).toEqual([0, 1]);
  });

  it('are not replaced while the controllers are down', async () => {
    await using host = await DemoHost.start();
    const pod = await host.webPod();
    host.demo.pauseControllers();
    host.demo.killPod('shop', pod);
    // By the time another request is answered the controllers would have had their turn.
    await host.client().ask('GET', '/version');
    const meanwhile = host.demo.pods('shop').filter(({ metadata }) => metadata.labels?.['app'] === 'web');
    host.demo.resumeControllers();
    const after = await host.demo.readyPods('shop', 'web', 2);
    expect([meanwhile.length, after.some(({ metadata }) => metadata.name === pod)]).toEqual([1, false]);
  });

  it('keep their name in a stateful set, as another pod', async () => {
    await using host = await DemoHost.start();
    const [before] = await host.demo.readyPods('shop', 'orders-db', 1);
    host.demo.deletePod('shop', 'orders-db-0');
    await host.demo.readyPods('shop', 'orders-db', 0);
    const [after] = await host.demo.readyPods('shop', 'orders-db', 1);
    expect([after?.metadata.name, after?.metadata.uid === before?.metadata.uid]).toEqual([
      'orders-db-0',
      false,
    ]);
  });

  it('stay where they are when their image cannot be pulled', async () => {
    await using host = await DemoHost.start();
    await host.client().object('POST', '/api/v1/namespaces/shop/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'imageless' },
      spec: { containers: [{ name: 'main', image: 'nothing.example/none:1' }] },
    });
    const query = { fieldSelector: 'metadata.name=imageless' };
    for await (const { object } of host.client().watch('/api/v1/namespaces/shop/pods', query))
      if (JSON.stringify(object).includes('ImagePullBackOff')) {
        expect(object.status?.phase).toBe('Pending');
        return;
      }
  });

  it('leave nothing behind when the cluster ends', async () => {
    const host = await DemoHost.start();
    const { port } = new URL(host.demo.server);
    const tunnel = await host.tunnel(await host.webPod());
    tunnel.open({ port: '8080' });
    await host[Symbol.asyncDispose]();
    await tunnel.closed();
    const refused = connect(Number(port), '127.0.0.1');
    const closed = new Promise((resolve) => refused.once('close', resolve));
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    await closed;
    await setImmediate();
    const left = process.getActiveResourcesInfo().filter((name) => /^TCP/.test(name));
    expect([error.code, left]).toEqual(['ECONNREFUSED', []]);
  });
});

/** The ready pods of the web service, once they are as wanted. */
async function sliceWhere(host: DemoHost, isWanted: (names: string[]) => boolean): Promise<string[]> {
  const query = { labelSelector: 'kubernetes.io/service-name=web' };
  for await (const { object } of host.client().watch(slices, query)) {
    const names = readyNames(object);
    if (isWanted(names)) return names;
  }
  throw new Error('The watch ended.');
}

function readyNames({ endpoints }: KubeObject): string[] {
  return (endpoints ?? [])
    .filter(({ conditions }) => conditions.ready)
    .map(({ targetRef }) => targetRef.name);
}
