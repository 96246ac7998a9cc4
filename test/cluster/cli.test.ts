import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProcess } from '../support/cli-process.ts';
import { httpGet } from '../support/tcp-client.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { poll } from './poll.ts';
import { TestNamespace } from './test-namespace.ts';

let cluster: Cluster;
let namespace: TestNamespace;

beforeAll(async () => {
  cluster = await startCluster();
  namespace = await TestNamespace.create(cluster.kubectl, 'cli');
  await namespace.apply(manifests.deployment('web', { replicas: 2 }), manifests.service('web'));
  await namespace.readyPods('app=web', 2);
});
afterAll(() => namespace[Symbol.asyncDispose]());

function start(...words: string[]): CliProcess {
  return new CliProcess([...words, '-n', namespace.name, '--kubeconfig', cluster.kubeconfigPath]);
}

it('the terminal shows the services of a real cluster', async () => {
  await using cli = start('list');
  expect([await cli.exit(), cli.err, cli.out.at(-1)?.replace(/ {2,}/g, ' | ')]).toEqual([
    0,
    [],
    `${namespace.name} | svc/web | ClusterIP | http 80, echo 7000`,
  ]);
});

it.each(['svc/web', 'deploy/web'])(
  'a forward of %s refuses nobody while all its pods are deleted',
  async (target) => {
    await using cli = start('forward', target, ':http');
    const [, port] = await cli.printed(/^Forwarding from 127\.0\.0\.1:(\d+) -> 8080$/);
    const answers: string[] = [];
    const done = new AbortController();
    const load = Array.from({ length: 4 }, async () => {
      while (!done.signal.aborted) {
        try {
          const { body } = await httpGet({ address: '127.0.0.1', port: Number(port) }, '/');
          answers.push(/pod=(\S+)/.exec(body.toString())?.[1] ?? 'none');
        } catch (error) {
          // A request that a dying pod had received ends with it, by a reset or without a byte; it is never sent twice.
          if (String(error).includes('ECONNREFUSED')) throw error;
        }
      }
    });
    const loaded = Promise.all(load);
    const before = await namespace.readyPods('app=web', 2);
    await namespace.kubectl('delete', 'pod', '--selector=app=web', '--wait=false');
    const isNew = (pod: string) => pod.startsWith('web-') && !before.includes(pod);
    const served = await Promise.race([
      poll(60_000, () => Promise.resolve(answers.some(isNew) || undefined)),
      // Rejects at the first connection that was refused.
      loaded,
    ]);
    done.abort();
    await loaded;
    expect([served, answers.includes('none'), await cli.end()]).toEqual([true, false, 0]);
  },
);
