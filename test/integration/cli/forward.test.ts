import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import { CliProcess } from '../../support/cli-process.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { httpGet } from '../../support/tcp-client.ts';

let folder: string;
let kubeconfig: string;
let demo: DemoCluster;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-cli-'));
  kubeconfig = join(folder, 'config');
  demo = await startDemoCluster({ times: { startMs: 100, readyMs: 100, terminationMs: 100 } });
  await writeFile(kubeconfig, demo.kubeconfig);
  await demo.readyPods('shop', 'web', 2);
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function start(...words: string[]): CliProcess {
  return new CliProcess(['forward', ...words, '--kubeconfig', kubeconfig]);
}

async function forwardedPort(cli: CliProcess): Promise<number> {
  const [, port] = await cli.printed(/^Forwarding from 127\.0\.0\.1:(\d+) -> \d+$/);
  return Number(port);
}

/** Marks the demo's context as the app would. */
async function markProduction(endAfterMs: number | null): Promise<void> {
  await mkdir(join(folder, 'portolan'), { recursive: true });
  const marks = { version: 1, contexts: [{ context: 'demo', endAfterMs }] };
  await writeFile(join(folder, 'portolan', 'production.json'), JSON.stringify(marks));
}

/** The app's data folder is in the test's own. */
function configured(): Record<string, string> {
  return { XDG_CONFIG_HOME: folder };
}

async function poll(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function web(port: number): Promise<string> {
  return (await httpGet({ address: '127.0.0.1', port }, '/')).body.toString();
}

describe('portolan forward', () => {
  it("prints kubectl's lines for each port and address, serves, and ends with all ports free", async () => {
    await using cli = start('svc/web', ':http', ':9090');
    const port = await forwardedPort(cli);
    const body = await web(port);
    await cli.printed(/^Handling connection/);
    const status = await cli.end();
    const second = /\[::1\]:(\d+) -> 9090/.exec(cli.out.join('\n'))?.[1];
    for (const [host, free] of [
      ['127.0.0.1', port],
      ['::1', port],
      ['127.0.0.1', Number(second)],
    ] as const) {
      (await listen(createServer(), free, host)).close();
    }
    expect({ status, out: cli.out, err: cli.err }).toEqual({
      status: 0,
      out: [
        `Forwarding from 127.0.0.1:${String(port)} -> 8080`,
        `Forwarding from [::1]:${String(port)} -> 8080`,
        `Forwarding from 127.0.0.1:${String(second)} -> 9090`,
        `Forwarding from [::1]:${String(second)} -> 9090`,
        `Handling connection for ${String(port)}`,
      ],
      err: [
        `Listening on 127.0.0.1 and ::1, ports ${String(port)} and ${String(second)}.`,
        expect.stringMatching(/^Connected to web-.+\.$/),
        'POD                    CONNECTIONS   FAILED   RECEIVED   SENT',
        expect.stringMatching(/^web-\S+ +1 +0 +\d{3} +\d\d$/),
      ],
    });
    expect(body).toContain('pod=web-');
  });

  it('loses no connection while its pods are deleted, and tells of the new ones', async () => {
    await using cli = start('deploy/web', ':8080');
    const port = await forwardedPort(cli);
    const [, first = ''] = await cli.told(/^Connected to (\S+)\.$/);
    const answers: string[] = [];
    const answeredBy = (is: (pod: string) => boolean) => poll(() => answers.some(is));
    const done = new AbortController();
    const load = Array.from({ length: 5 }, async () => {
      while (!done.signal.aborted) answers.push(/pod=(\S+)/.exec(await web(port))?.[1] ?? 'none');
    });
    await answeredBy((pod) => pod === first);
    // The pod serves for as long as a busy machine takes to hear of its deletion: what it has begun to answer cannot move.
    demo.times.terminationMs = 3_000;
    demo.deletePod('shop', first);
    await cli.told(new RegExp(`^(Moved from ${first} to|Back on) `));
    await answeredBy((pod) => pod.startsWith('web-') && pod !== first);
    done.abort();
    // A refused or reset connection would have rejected.
    await Promise.all(load);
    expect([await cli.end('SIGTERM'), answers.includes('none')]).toEqual([0, false]);
  });

  it('ends at once with open and held connections, which are reset', async () => {
    await using cli = start('svc/orders-db', ':postgres');
    const port = await forwardedPort(cli);
    const client = connect({ port, host: '127.0.0.1' });
    const ended = new Promise((resolve) =>
      client.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    );
    await once(client, 'data');
    expect([await cli.end(), await ended]).toEqual([0, 'ECONNRESET']);
  });

  it('spreads connections over the pods, and tells at the end what each had to do', async () => {
    await using cli = start('svc/web', ':http', '--balance', 'round-robin');
    const port = await forwardedPort(cli);
    const pods = [];
    for (let count = 0; count < 6; count += 1) pods.push(/pod=(\S+)/.exec(await web(port))?.[1] ?? 'none');
    await cli.end();
    const [first = '', second = ''] = pods;
    const summary = cli.err.slice(-2).map((line) => line.split(/ +/).slice(0, 3).join(' '));
    expect([pods, summary]).toEqual([
      [first, second, first, second, first, second],
      [first, second].toSorted().map((pod) => `${pod} 3 0`),
    ]);
  });

  it('says once that an API server without tunnels is served in compatibility mode', async () => {
    await using cli = start('svc/web', ':http');
    demo.profile = '1.29';
    demo.faults.spdyUpgrade = 'strip';
    try {
      const port = await forwardedPort(cli);
      await web(port);
      await cli.told(/^Compatibility mode/);
      // Longer than the time from one look at the transport to the next.
      demo.faults.requestDelayMs = 1_200;
      await web(port);
      await cli.end();
    } finally {
      demo.faults.reset();
      demo.profile = '1.36';
    }
    expect(cli.err.filter((line) => line.startsWith('Compatibility'))).toEqual([
      'Compatibility mode (v4). This API server has no tunnels: each connection costs four round trips and a client’s half-close cannot be passed on.',
    ]);
  });

  it('needs no kubeconfig for the built-in demo cluster', async () => {
    await using cli = new CliProcess(['forward', 'svc/web', ':80', '--context', 'demo']);
    expect(await web(await forwardedPort(cli))).toContain('pod=web-');
    expect(await cli.end()).toBe(0);
  });

  it('warns where other machines can reach it', async () => {
    await using cli = start('svc/web', ':80', '--address', '0.0.0.0');
    await cli.printed(/^Forwarding from 0\.0\.0\.0:\d+ -> 8080$/);
    expect(cli.err[0]).toBe('warning: Other machines can reach this forward on 0.0.0.0.');
    await cli.end();
  });

  it('ends when nobody reads its output any more', async () => {
    await using cli = start('svc/web', ':80');
    const port = await forwardedPort(cli);
    cli.child.stdout?.destroy();
    await web(port).catch(() => undefined);
    expect(await cli.exit()).toBe(0);
  });

  it('says in one sentence which port is taken', async () => {
    const other = await listen(createServer());
    const port = String(portOf(other));
    await using cli = start('svc/web', `${port}:80`);
    expect([await cli.exit(), cli.out, cli.err]).toEqual([
      1,
      [],
      [
        `error: 127.0.0.1:${port} is used by node (pid ${process.pid}). Choose another local port, or let one be chosen.`,
      ],
    ]);
    other.close();
  });

  it.each([
    [['svc/nothing', ':80'], 1, /^error: There is no service nothing in namespace shop/],
    [['svc/web', ':nope'], 1, /^error: .*nope/],
    [
      ['svc/web', ':80', '--context', 'prod'],
      1,
      /^error: There is no context “prod”\. Choose one of these: demo\.$/,
    ],
    [
      ['svc/web', ':80', '--address', '192.0.2.1'],
      1,
      /^error: 192\.0\.2\.1 is not an address of this computer now\./,
    ],
    [['svc/web', '99999:80'], 2, /^error: “99999” is not a local port\. Use a number from 1 to 65535\.$/],
    [['svc/web', '8080:80', '8080:81'], 2, /^error: Local port 8080 is given twice\./],
  ] as const)('fails for %j with status %i and a sentence', async (words, status, sentence) => {
    await using cli = start(...words);
    expect([await cli.exit(), cli.out, cli.err.at(-1)]).toEqual([
      status,
      [],
      expect.stringMatching(sentence),
    ]);
  });
});

describe('portolan list', () => {
  it('shows contexts, and the services of one with their ports', async () => {
    await using cli = new CliProcess(['list', '--kubeconfig', kubeconfig]);
    expect([await cli.exit(), cli.err, cli.out.map((line) => line.replace(/ {2,}/g, ' | '))]).toEqual([
      0,
      [],
      [
        'CURRENT | CONTEXT | SERVER | NAMESPACE',
        `* | demo | ${demo.server} | shop`,
        '',
        'NAMESPACE | SERVICE | TYPE | PORTS',
        'shop | svc/orders-db | Headless | postgres 5432',
        'shop | svc/search | ClusterIP | search 7700',
        'shop | svc/web | ClusterIP | http 80, metrics 9090',
      ],
    ]);
  });

  it('gives the same as JSON', async () => {
    await using cli = new CliProcess(['list', '-n', 'payments', '-o', 'json', '--kubeconfig', kubeconfig]);
    const status = await cli.exit();
    expect([status, JSON.parse(cli.out.join('\n'))]).toMatchObject([
      0,
      {
        context: 'demo',
        namespace: 'payments',
        contexts: [{ name: 'demo' }],
        services: expect.any(Array) as [],
      },
    ]);
  });

  it('says what to do without a kubeconfig', async () => {
    await using cli = new CliProcess(['list']);
    expect([await cli.exit(), cli.err]).toEqual([
      1,
      [
        'error: There is no kubeconfig. Set KUBECONFIG or use --kubeconfig; --context demo starts the built-in demo cluster.',
      ],
    ]);
  });

  it('starts on a production context only with --production where there is no terminal to ask on', async () => {
    await markProduction(null);
    await using refused = new CliProcess(
      ['forward', 'svc/web', ':80', '--kubeconfig', kubeconfig],
      configured(),
    );
    expect([await refused.exit(), refused.out, refused.err]).toEqual([
      1,
      [],
      ['error: demo is marked as production. Add --production if you mean it.'],
    ]);
    const meant = ['forward', 'svc/web', ':80', '--production', '--kubeconfig', kubeconfig];
    await using cli = new CliProcess(meant, configured());
    expect(await web(await forwardedPort(cli))).not.toBe('');
    expect(await cli.end()).toBe(0);
  });
});
