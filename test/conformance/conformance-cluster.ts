import { randomBytes } from 'node:crypto';

import { deployment, type Manifest, pod, service } from '../cluster/manifests.ts';
import { ClusterClient, type KubeObject } from './cluster-client.ts';

/** A cluster to be judged. */
export interface JudgedCluster extends AsyncDisposable {
  /** A kubeconfig with a token that may do everything. */
  readonly kubeconfigPath: string;
  /** The kubeconfig of a user who may see no pods in the namespace `some`, nor in all of them. */
  forbiddenKubeconfigPath(): Promise<string>;
}

const collections: Readonly<Record<string, string>> = {
  Pod: 'api/v1/namespaces/NAMESPACE/pods',
  Service: 'api/v1/namespaces/NAMESPACE/services',
  Deployment: 'apis/apps/v1/namespaces/NAMESPACE/deployments',
};

/** A namespace of a suite's own: two pods of a deployment behind a service, and a pod alone. */
export class ConformanceNamespace implements AsyncDisposable {
  readonly name = `conformance-${randomBytes(4).toString('hex')}`;
  readonly client: ClusterClient;
  readonly #cluster: JudgedCluster;

  private constructor(cluster: JudgedCluster) {
    this.#cluster = cluster;
    this.client = new ClusterClient(cluster.kubeconfigPath);
  }

  static async create(cluster: JudgedCluster): Promise<ConformanceNamespace> {
    const created = new ConformanceNamespace(cluster);
    await created.client.object('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: created.name },
    });
    await created.create(deployment('web', { replicas: 2 }));
    await created.create(service('web'));
    await created.create(pod('lone'));
    await created.readyPods('app=web', 2);
    await created.readyPods('app=lone', 1);
    return created;
  }

  /** The path of one of the namespace's collections, or of something in it. */
  path(kind: 'pods' | 'services' | 'events' | 'deployments' | 'endpointslices', rest = ''): string {
    const group = {
      pods: 'api/v1',
      services: 'api/v1',
      events: 'api/v1',
      deployments: 'apis/apps/v1',
      endpointslices: 'apis/discovery.k8s.io/v1',
    };
    return `/${group[kind]}/namespaces/${this.name}/${kind}${rest}`;
  }

  async create(manifest: Manifest): Promise<KubeObject> {
    const collection = collections[manifest.kind] ?? '';
    return this.client.object('POST', `/${collection.replace('NAMESPACE', this.name)}`, manifest);
  }

  /** Resolves with the names when so many pods with the label are ready; rejects after 60 s. */
  async readyPods(labelSelector: string, count: number): Promise<string[]> {
    const names = new Set<string>();
    const query = { labelSelector, timeoutSeconds: '60' };
    for await (const { type, object } of this.client.watch(this.path('pods'), query)) {
      const isGood = type !== 'DELETED' && isReady(object) && !object.metadata.deletionTimestamp;
      if (isGood) names.add(object.metadata.name);
      else names.delete(object.metadata.name);
      if (names.size === count) return [...names].sort();
    }
    throw new Error(`After 60 s there are ${names.size} ready pods of ${labelSelector}, not ${count}.`);
  }

  async forbiddenClient(): Promise<ClusterClient> {
    return new ClusterClient(await this.#cluster.forbiddenKubeconfigPath());
  }

  strangerClient(): ClusterClient {
    return new ClusterClient(this.#cluster.kubeconfigPath, 'nobody-knows-this-token');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.object('DELETE', `/api/v1/namespaces/${this.name}`);
    await this.#cluster[Symbol.asyncDispose]();
  }
}

export function isReady({ status }: KubeObject): boolean {
  return (
    status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ??
    false
  );
}
