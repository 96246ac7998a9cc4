import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forward } from '../../src-main/shared/forward.ts';
import type { Problem } from '../../src-main/shared/problem.ts';
import { transports } from '../../src-main/shared/transport.ts';
import { EngineHost } from '../support/engine-host.ts';
import { exchange, httpGet } from '../support/tcp-client.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { bannerText, patternBytes, testServerPorts } from './test-server.ts';

const nothingListens = 9_999;

let cluster: Cluster;
let namespace: TestNamespace;
const folders: string[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  namespace = await TestNamespace.create(cluster.kubectl, 'transports');
  await namespace.apply(manifests.deployment('web'));
  await namespace.readyPods('app=web');
});

afterAll(async () => {
  await namespace[Symbol.asyncDispose]();
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe.each(transports)('a forward from a real cluster by %s', (transport) => {
  it('carries what an application says first, an echo and a download, to the byte', async () => {
    await using host = await EngineHost.start(cluster.kubeconfigPath, { transport });
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [':banner', ':echo', ':http'],
    });
    const sent = patternBytes(3_000_017);
    const banner = await exchange(host.endpoint(forward, 0), '', bannerText.length);
    const echoed = await exchange(host.endpoint(forward, 1), sent);
    const { body } = await httpGet(host.endpoint(forward, 2), '/bytes?n=5000011');
    expect([banner.toString(), echoed.equals(sent), body.equals(patternBytes(5_000_011))]).toEqual([
      bannerText,
      true,
      true,
    ]);
  });

  it('serves fifty connections at once', async () => {
    await using host = await EngineHost.start(cluster.kubeconfigPath, { transport });
    const forward = await host.forward({ namespace: namespace.name, target: 'deploy/web', ports: [':echo'] });
    const words = Array.from({ length: 50 }, (_, index) => `connection ${String(index)}`);
    const echoes = await Promise.all(words.map((word) => exchange(host.endpoint(forward), word)));
    expect(echoes.map(String)).toEqual(words);
  });

  it('ends as the application ends: with its reset, and where nothing listens with a reason', async () => {
    await using host = await EngineHost.start(cluster.kubeconfigPath, { transport });
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [
        `:${String(testServerPorts.greet)}`,
        `:${String(testServerPorts.reset)}`,
        `:${String(nothingListens)}`,
      ],
    });
    const { address, port } = host.endpoint(forward, 0);
    const greeted = await text(connect({ host: address, port }));
    const reset = await exchange(host.endpoint(forward, 1), 'x').catch((error: unknown) => error);
    const refused = await exchange(host.endpoint(forward, 2), 'x').catch((error: unknown) => error);
    expect([greeted, reset, refused, lastProblem(host, forward, 2)?.code]).toEqual([
      bannerText,
      expect.objectContaining({ code: 'ECONNRESET' }),
      expect.objectContaining({ code: 'ECONNRESET' }),
      'connectionRefused',
    ]);
  });
});

/** One user for each set of rights; the others that a forward needs are theirs too. */
const users = [
  { user: 'forward-creator', verbs: ['create'] },
  { user: 'forward-getter', verbs: ['get'] },
  { user: 'forward-watcher', verbs: ['list'] },
] as const;

describe('a user of a real cluster', () => {
  it.each([
    ['forward-creator', 'hello', null],
    // Since 1.35 a WebSocket needs "create" as well (tunnel.md, 8), and so does SPDY by GET.
    ['forward-getter', 'ECONNRESET', 'the right to “create” pods/portforward'],
    ['forward-watcher', 'ECONNRESET', 'the right to “create” and “get” pods/portforward'],
  ])('who is %s (case 52): %s', async (user, outcome, missing) => {
    await grant();
    await using host = await EngineHost.start(await kubeconfigOf(user));
    const forward = await host.forward({ namespace: namespace.name, target: 'deploy/web', ports: [':echo'] });
    const echoed = await exchange(host.endpoint(forward), 'hello').then(String, codeOf);
    const problem = lastProblem(host, forward, 0);
    expect([echoed, problem?.code, problem?.layer]).toEqual(
      missing === null ? [outcome, undefined, undefined] : [outcome, 'forbidden', 'apiServer'],
    );
    expect(problem?.message ?? '').toContain(missing ?? '');
  });
});

async function grant(): Promise<void> {
  await namespace.apply(
    ...users.flatMap(({ user, verbs }) => [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: user },
        rules: [
          { apiGroups: ['', 'apps', 'discovery.k8s.io'], resources: ['*'], verbs: ['list', 'watch'] },
          {
            apiGroups: ['', 'apps'],
            resources: ['pods', 'services', 'deployments', 'replicasets'],
            verbs: ['get'],
          },
          { apiGroups: [''], resources: ['pods/portforward'], verbs },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: user },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: user },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
      },
    ]),
  );
}

/** The administrator's kubeconfig, acting as that user. */
async function kubeconfigOf(user: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-user-'));
  folders.push(folder);
  const path = join(folder, 'kubeconfig.yaml');
  const admin = await readFile(cluster.kubeconfigPath, 'utf8');
  await writeFile(path, admin.replace(/(\n +)(token: )/, `$1as: ${user}$1$2`), { mode: 0o600 });
  return path;
}

function lastProblem(host: EngineHost, forward: Forward, port: number): Problem | null | undefined {
  const sample = host.engine.forwards.traffic().find(({ id }) => id === forward.id);
  return sample?.ports[port]?.lastProblem;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
