import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import { CliProcess } from '../../support/cli-process.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { FullBacklog } from '../../support/full-backlog.ts';

let folder: string;
let kubeconfig: string;
let demo: DemoCluster;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-cli-'));
  kubeconfig = join(folder, 'config');
  demo = await startDemoCluster();
  await writeFile(kubeconfig, demo.kubeconfig);
  server = createServer((_, response) => response.writeHead(404).end());
  await listen(server);
});
afterAll(async () => {
  server.close();
  await demo[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A service whose addresses are this computer's, where the test's servers are. */
function serve(name: string, addresses: readonly string[], port: number): void {
  const ports = [{ name: 'http', port, protocol: 'TCP', targetPort: 8080 }];
  demo.create('services', 'shop', {
    metadata: { name },
    spec: { clusterIP: '127.96.1.1', selector: { app: 'web' }, externalIPs: [...addresses], ports },
  });
}

function ways(...words: string[]): CliProcess {
  return new CliProcess(['ways', ...words, '--kubeconfig', kubeconfig]);
}

it('says of each address what came of trying it, and of other ways what is known', async () => {
  serve(
    'edge',
    ['127.0.0.1', '::1', ...[1, 2, 3, 4].map((last) => `127.0.0.${String(last + 1)}`)],
    portOf(server),
  );
  const port = String(portOf(server));
  await using cli = ways('svc/edge', '--probe');
  const status = await cli.exit();
  const lines = cli.out.map((line) => line.replaceAll(/ {3,}/g, ' | ').replace(/\d+ ms/, 'N ms'));
  expect({ status, err: cli.err, out: lines }).toEqual({
    status: 0,
    err: [`From this computer, “External IP” answers at http://127.0.0.1:${port}.`],
    out: [
      'WAY IN | PORT | ADDRESS | STATE',
      `Forward | http ${port} | portolan forward svc/edge :http | No obstacle known`,
      `API server proxy | http ${port} | /api/v1/namespaces/shop/services/edge:http/proxy/ | No obstacle known`,
      `Cluster IP | http ${port} | http://127.96.1.1:${port} | Nothing listens there: the connection was refused. Only nodes and pods of the cluster reach this address. A forward leads to it from here.`,
      `External IP | http ${port} | http://127.0.0.1:${port} | Answers in N ms (HTTP 404).`,
      ` | http://[::1]:${port} | Nothing listens there: the connection was refused.`,
      ` | http://127.0.0.2:${port} | Nothing listens there: the connection was refused.`,
      ` | http://127.0.0.3:${port} | Nothing listens there: the connection was refused.`,
      ' | +2 | Not tried: enough others were.',
    ],
  });
});

it('has the result of each address in its JSON, beside what the cluster says', async () => {
  serve('json', ['127.0.0.1', '::1'], portOf(server));
  await using cli = ways('svc/json', '--probe', '-o', 'json');
  const status = await cli.exit();
  const { routes } = JSON.parse(cli.out.join('\n')) as {
    routes: { kind: string; state: string; access: { addresses?: { probe?: unknown }[] } }[];
  };
  const probes = routes.map(({ kind, state, access }) => [
    kind,
    state,
    access.addresses?.map(({ probe }) => probe) ?? null,
  ]);
  expect([status, probes]).toEqual([
    0,
    [
      ['portForward', 'open', null],
      ['apiProxy', 'open', null],
      [
        'clusterIp',
        'inside',
        [{ result: 'refused', text: 'Nothing listens there: the connection was refused.' }],
      ],
      [
        'externalIp',
        'open',
        [
          {
            result: 'reachable',
            milliseconds: expect.any(Number) as number,
            status: 404,
            certificate: null,
            text: expect.stringMatching(/^Answers in \d+ ms \(HTTP 404\)\.$/) as string,
          },
          { result: 'refused', text: 'Nothing listens there: the connection was refused.' },
        ],
      ],
    ],
  ]);
});

it('tries nothing unless asked', async () => {
  let count = 0;
  const counting = await listen(createServer(() => (count += 1)));
  serve('quiet', ['127.0.0.1'], portOf(counting));
  await using cli = ways('svc/quiet', '-o', 'json');
  const status = await cli.exit();
  counting.close();
  expect([status, count, cli.out.join('').includes('probe')]).toEqual([0, 0, false]);
});

it('tells of a wait that is long, and ends it on Ctrl-C', async () => {
  await using full = await FullBacklog.open();
  serve('slow', ['127.0.0.1'], full.port);
  await using cli = ways('svc/slow', '--probe');
  await cli.told(/^Trying the addresses…$/);
  const status = await cli.end();
  // It would have printed a table at the end of its time.
  expect([status, cli.out]).toEqual([0, []]);
});

it('says what the name resolves to that a service stands for', async () => {
  const port = portOf(server);
  demo.create('services', 'shop', {
    metadata: { name: 'outside' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ name: 'http', port }] },
  });
  await using table = ways('svc/outside', '--probe');
  await table.exit();
  await using json = ways('svc/outside', '--probe', '-o', 'json');
  await json.exit();
  const { routes } = JSON.parse(json.out.join('\n')) as {
    routes: { access: { addresses: { probe: { result: string; resolved: string[] } }[] } }[];
  };
  const probe = routes[0]?.access.addresses[0]?.probe;
  expect([probe?.result, probe?.resolved, table.out[1]]).toEqual([
    'reachable',
    expect.arrayContaining(['127.0.0.1']),
    expect.stringMatching(/It resolves to .*127\.0\.0\.1.* here\. Answers in \d+ ms \(HTTP 404\)\./),
  ]);
});
