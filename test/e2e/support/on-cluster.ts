import { readFile } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { type Cluster, startCluster } from '../../cluster/cluster.ts';
import * as manifests from '../../cluster/manifests.ts';
import { TestNamespace } from '../../cluster/test-namespace.ts';
import { appFixture } from './app-fixture.ts';
import type { Portolan } from './portolan.ts';
import { TestHome } from './test-home.ts';

interface ClusterFixtures {
  readonly realCluster: Cluster;
  /** As {@link webNamespace} makes it. */
  readonly namespace: TestNamespace;
  /** With the administrator's kubeconfig. */
  readonly home: TestHome;
  readonly app: Portolan;
}

/** A test whose app runs on the real cluster, in a namespace of its own. */
export const test = base.extend<ClusterFixtures>({
  realCluster: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      await use(await startCluster());
    },
    // As long as a cluster may need that is not running yet.
    { timeout: 300_000 },
  ],
  namespace: async ({ realCluster }, use) => {
    await using namespace = await webNamespace(realCluster);
    await use(namespace);
  },
  home: async ({ realCluster }, use) => {
    await using home = await TestHome.create(await readFile(realCluster.kubeconfigPath, 'utf8'));
    await use(home);
  },
  app: appFixture,
});

/** A new namespace with a deployment and a service `web`, whose pod is ready; its pods have the namespace as a label. */
export async function webNamespace({ kubectl }: Cluster): Promise<TestNamespace> {
  await using stack = new AsyncDisposableStack();
  const namespace = stack.use(await TestNamespace.create(kubectl, 'e2e'));
  const labels = { app: 'web', namespace: namespace.name };
  await namespace.apply(manifests.deployment('web', { labels }), manifests.service('web'));
  await namespace.readyPods('app=web');
  stack.move();
  return namespace;
}
