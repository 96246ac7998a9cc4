import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProcess } from '../support/cli-process.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { poll } from './poll.ts';
import { TestNamespace } from './test-namespace.ts';

let cluster: Cluster;
let namespace: TestNamespace;

beforeAll(async () => {
  cluster = await startCluster();
  namespace = await TestNamespace.create(cluster.kubectl, 'probe');
  await namespace.apply(
    manifests.deployment('web'),
    manifests.service('web', { type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
  );
  await namespace.readyPods('app=web');
});
afterAll(() => namespace[Symbol.asyncDispose]());

interface Tried {
  /** The URL of the node port. */
  readonly text: string;
  readonly probe: Readonly<Record<string, unknown>>;
}

/** What the terminal says of the service's node port. */
async function nodePort(): Promise<Tried | undefined> {
  const words = ['ways', 'svc/web', '--probe', '-o', 'json', '-n', namespace.name];
  await using cli = new CliProcess([...words, '--kubeconfig', cluster.kubeconfigPath]);
  await cli.exit();
  const { routes } = JSON.parse(cli.out.join('\n')) as {
    routes: { kind: string; access: { addresses?: Tried[] } }[];
  };
  return routes.find(({ kind }) => kind === 'nodePort')?.access.addresses?.[0];
}

async function curl(url: string): Promise<string> {
  const words = ['-sS', '--noproxy', '*', '-m', '3', '-o', '/dev/null', '-w', '%{http_code}', url];
  return (await promisify(execFile)('curl', words)).stdout;
}

it('a node port of a real cluster answers as curl says, and refuses once its pods are gone', async () => {
  const served = await nodePort();
  const url = served?.text ?? '';
  expect([served?.probe, await curl(url)]).toEqual([
    expect.objectContaining({ result: 'reachable', status: 200 }),
    '200',
  ]);
  await namespace.kubectl('scale', 'deployment/web', '--replicas=0');
  const refused = await poll(60_000, async () => {
    const tried = await nodePort();
    return tried?.probe['result'] === 'refused' ? tried : undefined;
  });
  expect(refused?.text).toBe(url);
  await expect(curl(url)).rejects.toMatchObject({ code: 7 });
});
