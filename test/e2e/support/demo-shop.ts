import type { JsonObject } from '../../../src-main/demo/api/json.ts';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import * as manifests from '../../cluster/manifests.ts';
import type { Shop } from './shop.ts';

/** The shop with which every demo cluster begins. */
export class DemoShop implements Shop {
  readonly cluster: DemoCluster;

  private constructor(cluster: DemoCluster) {
    this.cluster = cluster;
  }

  static async create(): Promise<DemoShop> {
    return new DemoShop(await startDemoCluster());
  }

  get kubeconfig(): string {
    return this.cluster.kubeconfig;
  }

  get server(): string {
    return this.cluster.server;
  }

  scaleWeb(replicas: number): Promise<void> {
    this.cluster.scale('shop', 'web', replicas);
    return Promise.resolve();
  }

  addService(name: string, ports: readonly manifests.ServicePort[]): Promise<void> {
    const { metadata, spec } = manifests.service(name, { selector: { app: 'web' }, ports });
    this.cluster.create('services', 'shop', { metadata, spec } as unknown as JsonObject);
    return Promise.resolve();
  }

  forbidSecrets(): Promise<void> {
    this.cluster.faults.forbidden = [{ verb: '*', resource: 'secrets', namespace: '*' }];
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster[Symbol.asyncDispose]();
  }
}
