import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { patternBytes } from '../../cluster/test-server.ts';
import { findKubectl, KubectlForward, runKubectl } from '../../support/demo-kubectl.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { httpGet } from '../../support/tcp-client.ts';

describe('kubectl on the demo cluster', () => {
  let host: DemoHost;
  let kubectl: string;
  beforeAll(async () => {
    kubectl = await findKubectl();
    host = await DemoHost.start();
  }, 600_000);
  afterAll(() => host[Symbol.asyncDispose]());
  const run = (...args: string[]) => runKubectl(kubectl, host.kubeconfigPath, args);

  it.each([
    ['directly', false],
    ['through a WebSocket', true],
  ])('forwards a named service port %s', async (_way, webSockets) => {
    await using forward = await KubectlForward.start(kubectl, host.kubeconfigPath, webSockets, [
      'svc/web',
      ':http',
    ]);
    const endpoint = { address: '127.0.0.1', port: forward.port };

    const { head, body } = await httpGet(endpoint, '/');
    const downloads = await Promise.all([1, 2, 3].map(() => httpGet(endpoint, '/bytes?n=5000011')));

    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect({
      status: head.split('\r\n')[0],
      text: body.toString().replace(/pod=web-\S+/, 'pod=web'),
      downloads: downloads.map((download) => hash(download.body)),
    }).toEqual({
      status: 'HTTP/1.1 200 OK',
      text: 'Hello from the demo cluster.\npod=web\n',
      downloads: [1, 2, 3].map(() => hash(patternBytes(5_000_011))),
    });
  });

  it('sees what people see', async () => {
    const output = await run('get', 'pods,services,deployments');
    expect(
      output
        .replaceAll(/ +/g, ' ')
        .replaceAll(/-\w{10}-\w{5}|-\w{5}(?= )/g, '-ID')
        .replaceAll(/\d+s\n/g, 'AGE\n')
        .replaceAll(/127\.96\.\S+/g, 'IP'),
    ).toBe(
      `NAME READY STATUS RESTARTS AGE
pod/catalogue-ID 0/1 Completed 0 AGE
pod/orders-db-0 1/1 Running 0 AGE
pod/search-ID 1/1 Running 0 AGE
pod/web-ID 1/1 Running 0 AGE
pod/web-ID 1/1 Running 0 AGE

NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE
service/orders-db ClusterIP None <none> 5432/TCP AGE
service/search ClusterIP IP <none> 7700/TCP AGE
service/web ClusterIP IP <none> 80/TCP,9090/TCP AGE

NAME READY AGE
deployment.apps/search 1/1 AGE
deployment.apps/web 2/2 AGE
`.replace('pod/catalogue-ID', 'pod/catalogue-import-ID'),
    );
  });

  it('deletes, scales and restarts', async () => {
    const before = (await host.demo.readyPods('shop', 'web', 2)).map(({ metadata }) => metadata.name);

    const deleted = await run('delete', 'pod', before[0] ?? '');
    const replaced = (await host.demo.readyPods('shop', 'web', 2)).map(({ metadata }) => metadata.name);
    const scaled = await run('scale', 'deployment/web', '--replicas=3');
    await host.demo.readyPods('shop', 'web', 3);
    await run('rollout', 'restart', 'deployment/web');
    const rolled = await run('rollout', 'status', 'deployment/web', '--timeout=20s');

    expect([
      deleted.startsWith(`pod "${before[0] ?? ''}" deleted`),
      replaced.filter((name) => before.includes(name)).length,
      scaled,
      rolled.trim().split('\n').at(-1),
    ]).toEqual([true, 1, 'deployment.apps/web scaled\n', 'deployment "web" successfully rolled out']);
  });

  it('is told in plain words what is not there and what is not allowed', async () => {
    host.demo.faults.forbidden = [{ verb: 'list', resource: 'services', namespace: '*' }];
    const words = await Promise.all(
      [
        ['get', 'pod', 'nope'],
        ['get', 'services'],
        ['port-forward', 'pod/nope', ':80'],
      ].map((args) => run(...args).catch((error: unknown) => (error as { stderr: string }).stderr.trim())),
    );
    host.demo.faults.reset();

    expect(words).toEqual([
      'Error from server (NotFound): pods "nope" not found',
      'Error from server (Forbidden): services is forbidden: User "demo" cannot list resource "services" in API group "" in the namespace "shop"',
      'Error from server (NotFound): pods "nope" not found',
    ]);
  });
});
