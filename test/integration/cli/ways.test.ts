import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process.ts';
import { DemoHost } from '../../support/demo-host.ts';

let cluster: DemoHost;

beforeAll(async () => {
  cluster = await DemoHost.start();
  const ports = [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080 }];
  const given = { selector: { app: 'web' }, ports };
  cluster.demo.create('services', 'shop', {
    metadata: { name: 'hostile' },
    // The API server would refuse it; another one may not.
    spec: {
      ...given,
      type: 'LoadBalancer',
      clusterIP: '10.96.0.77',
      loadBalancerClass: 'x\u001b[2J\u009b2J\nx',
    },
  });
  cluster.demo.create('services', 'shop', {
    metadata: { name: 'outside' },
    spec: { type: 'ExternalName', externalName: 'db.example.org', ports: [{ port: 5432 }] },
  });
});
afterAll(() => cluster[Symbol.asyncDispose]());

async function ways(...words: string[]) {
  await using cli = new CliProcess(['ways', ...words, '-n', 'shop', '--kubeconfig', cluster.kubeconfigPath]);
  const status = await cli.exit();
  return { status, out: cli.out, err: cli.err };
}

it('shows a row for each way, with nothing that a terminal obeys', async () => {
  const { status, out, err } = await ways('svc/hostile');
  expect([status, err, out.map((row) => row.split(/ {2,}/))]).toEqual([
    0,
    [],
    [
      ['WAY IN', 'PORT', 'ADDRESS', 'STATE'],
      ['Forward', 'http 80', 'portolan forward svc/hostile :http', 'No obstacle known'],
      [
        'API server proxy',
        'http 80',
        '/api/v1/namespaces/shop/services/hostile:http/proxy/',
        'No obstacle known',
      ],
      [
        'Cluster IP',
        'http 80',
        'http://10.96.0.77',
        'Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
      ],
      ['Node port', 'http 80', expect.stringMatching(/^http:\/\/[\d.]+:30080$/), 'No obstacle known'],
      ['Load balancer', 'http 80', expect.stringContaining('x[2J2Jx has given no address yet.')],
    ],
  ]);
});

it('says as JSON all that it knows', async () => {
  const { out } = await ways('svc/outside', '-o', 'json');
  expect(JSON.parse(out.join('\n'))).toEqual({
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'outside' },
    routes: [
      {
        kind: 'externalName',
        opener: { kind: 'Service', namespace: 'shop', name: 'outside' },
        servedBy: null,
        service: 'outside',
        port: { name: null, port: 5432, protocol: 'TCP' },
        access: {
          by: 'network',
          addresses: [
            {
              text: 'db.example.org:5432',
              scheme: 'tcp',
              host: 'db.example.org',
              port: 5432,
              path: null,
              isPattern: false,
              entries: [],
              node: null,
            },
          ],
        },
        state: 'open',
        why: null,
        notes: ['The service only stands for the name db.example.org, which leads out of the cluster.'],
      },
    ],
    services: [
      { name: 'outside', ports: [{ name: null, port: 5432, protocol: 'TCP' }], readyPods: 0, totalPods: 0 },
    ],
    pods: [],
    unread: [],
  });
});

it('warns of what it may not read', async () => {
  cluster.demo.faults.forbidden = [{ verb: '*', resource: 'nodes', namespace: '*' }];
  const { status, err } = await ways('svc/web');
  cluster.demo.faults.reset();
  expect([status, err.map((line) => line.split(' may not ')[0])]).toEqual([
    0,
    ['warning: Not all ways may be known: nodes could not be read.'],
  ]);
});

it('ends with an error for a target that is not there', async () => {
  const { status, out, err } = await ways('svc/none');
  expect([status, out, err.length]).toEqual([1, [], 1]);
});
