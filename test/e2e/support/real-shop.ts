import { startCluster } from '../../cluster/cluster.ts';
import type { Kubeconfig } from '../../cluster/kubectl.ts';
import * as kong from '../../cluster/kong-manifests.ts';
import * as manifests from '../../cluster/manifests.ts';
import { testAccess } from '../../cluster/test-access.ts';
import { TestNamespace } from '../../cluster/test-namespace.ts';
import type { Shop } from './shop.ts';

const webReplicas = 2;

/** What the demo cluster is seeded with, run by a real Kubernetes; the test server speaks for each program. */
const objects = {
  shop: [
    manifests.deployment('web', {
      replicas: webReplicas,
      args: ['-echo=9090'],
      portNames: { http: 8080, metrics: 9090 },
    }),
    manifests.service('web', {
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'metrics', port: 9090, targetPort: 'metrics' },
      ],
    }),
    manifests.statefulSet('orders-db', { args: ['-echo=5432'], portNames: { postgres: 5432 } }),
    manifests.service('orders-db', {
      type: 'Headless',
      ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres' }],
    }),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'orders-db' },
      stringData: { username: 'orders', password: 'demo: p@ss/word' },
    },
    manifests.deployment('search', { args: ['-echo=7700'], portNames: { search: 7700 } }),
    manifests.service('search', { ports: [{ name: 'search', port: 7700, targetPort: 7700 }] }),
    ...testAccess.filter(({ kind }) => kind !== 'Namespace'),
  ],
  payments: [
    manifests.deployment('api', { portNames: { http: 8080 } }),
    manifests.service('api', { ports: [{ name: 'http', port: 8080, targetPort: 'http' }] }),
  ],
} as const;

/** The shop on the real cluster of the tests. One is enough for a run: each test that has it changes `web` alone. */
export class RealShop implements Shop {
  readonly #shop: TestNamespace;
  readonly #payments: TestNamespace;
  readonly #base: Kubeconfig;
  #actAs: string | null = null;
  readonly #added: string[] = [];

  private constructor(shop: TestNamespace, payments: TestNamespace, base: Kubeconfig) {
    this.#shop = shop;
    this.#payments = payments;
    this.#base = base;
  }

  static async create(): Promise<RealShop> {
    const cluster = await startCluster();
    await using stack = new AsyncDisposableStack();
    const shop = stack.use(await TestNamespace.named(cluster.kubectl, 'shop'));
    const payments = stack.use(await TestNamespace.named(cluster.kubectl, 'payments'));
    await shop.apply(...objects.shop);
    await payments.apply(...objects.payments);
    await Promise.all([
      shop.readyPods('app=web', webReplicas),
      shop.readyPods('app=orders-db'),
      shop.readyPods('app=search'),
      payments.readyPods('app=api'),
    ]);
    const created = new RealShop(shop, payments, await cluster.kubectl.kubeconfig());
    stack.move();
    return created;
  }

  get server(): string {
    return this.#base.clusters[0]?.cluster.server ?? '';
  }

  get kubeconfig(): string {
    const [cluster] = this.#base.clusters;
    const user = { ...this.#base.users[0]?.user, ...(this.#actAs !== null && { as: this.#actAs }) };
    const name = 'demo';
    return JSON.stringify({
      'current-context': name,
      clusters: [{ ...cluster, name }],
      users: [{ name, user }],
      contexts: [{ name, context: { cluster: name, user: name, namespace: 'shop' } }],
    });
  }

  async scaleWeb(replicas: number): Promise<void> {
    await this.#shop.kubectl('scale', 'deployment/web', `--replicas=${String(replicas)}`);
  }

  async addService(
    name: string,
    ports: readonly manifests.ServicePort[],
    type: manifests.ServiceOptions['type'] = 'ClusterIP',
  ): Promise<void> {
    await this.#shop.apply(manifests.service(name, { selector: { app: 'web' }, ports, type }));
    this.#added.push(`service/${name}`);
  }

  async addIngress(host: string): Promise<void> {
    const ingress = kong.kongIngress('kong', { name: 'edge', host });
    this.#added.push('ingress/edge', 'ingressclass/kong', 'service/edge', 'pod/edge');
    await this.#shop.apply(kong.controllerPod, kong.controllerService, kong.kongClass('kong'), ingress);
    await this.#shop.readyPods('app=edge');
  }

  async changeService(name: string, ports: readonly manifests.ServicePort[]): Promise<void> {
    await this.#shop.apply(manifests.service(name, { selector: { app: 'web' }, ports }));
  }

  /** As the user of {@link testAccess}, who sees what forwards need and nothing else. */
  forbidSecrets(): Promise<void> {
    this.#actAs = 'tenant';
    return Promise.resolve();
  }

  /** As the API server counts for its operators (https://kubernetes.io/docs/reference/instrumentation/metrics/). */
  async secretReads(): Promise<number> {
    const metrics = await this.#shop.kubectl('get', '--raw=/metrics');
    const counts = [...metrics.matchAll(/^apiserver_request_total\{(.*)\} (\S+)$/gm)];
    return counts
      .filter(([, labels = '']) => labels.includes('resource="secrets"') && labels.includes('verb="GET"'))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  }

  /** Undoes what a test did to it. */
  async restore(): Promise<void> {
    this.#actAs = null;
    for (const name of this.#added.splice(0)) await this.#shop.kubectl('delete', name, '--ignore-not-found');
    await this.scaleWeb(webReplicas);
    await this.#shop.readyPods('app=web', webReplicas);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#payments[Symbol.asyncDispose]();
    await this.#shop[Symbol.asyncDispose]();
  }
}
