import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { JsonObject } from '../../../src-main/demo/api/json.ts';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import * as kong from '../../cluster/kong-manifests.ts';
import * as manifests from '../../cluster/manifests.ts';
import type { Shop } from './shop.ts';

/** Node's own channel: the demo cluster answers in this process. */
const requestStart = 'http.server.request.start';

/** The shop with which every demo cluster begins. */
export class DemoShop implements Shop {
  readonly cluster: DemoCluster;
  #secretReads = 0;

  private constructor(cluster: DemoCluster) {
    this.cluster = cluster;
    subscribe(requestStart, this.#note);
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

  addService(
    name: string,
    ports: readonly manifests.ServicePort[],
    type: manifests.ServiceOptions['type'] = 'ClusterIP',
  ): Promise<void> {
    this.#create('services', 'shop', manifests.service(name, { selector: { app: 'web' }, ports, type }));
    return Promise.resolve();
  }

  async addIngress(host: string): Promise<void> {
    this.#create('pods', 'shop', kong.controllerPod);
    this.#create('services', 'shop', kong.controllerService);
    this.#create('ingressclasses', null, kong.kongClass('kong'));
    this.#create('ingresses', 'shop', kong.kongIngress('kong', { name: 'edge', host }));
    await this.cluster.readyPods('shop', 'edge', 1);
  }

  async changeService(name: string, ports: readonly manifests.ServicePort[]): Promise<void> {
    const { server, token } = this.cluster;
    const patch = request(`${server}/api/v1/namespaces/shop/services/${name}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/merge-patch+json' },
      rejectUnauthorized: false,
    });
    patch.end(JSON.stringify({ spec: { ports } }));
    const [answer] = (await once(patch, 'response')) as [IncomingMessage];
    answer.resume();
    if (answer.statusCode !== 200) throw new Error(`PATCH: ${String(answer.statusCode)}`);
  }

  forbidSecrets(): Promise<void> {
    this.cluster.faults.forbidden = [{ verb: '*', resource: 'secrets', namespace: '*' }];
    return Promise.resolve();
  }

  secretReads(): Promise<number> {
    return Promise.resolve(this.#secretReads);
  }

  readonly #note = (told: unknown): void => {
    const { method, url = '' } = (told as { readonly request: IncomingMessage }).request;
    if (method === 'GET' && /\/secrets\/./.test(url)) this.#secretReads += 1;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    unsubscribe(requestStart, this.#note);
    await this.cluster[Symbol.asyncDispose]();
  }

  #create(
    resource: Parameters<DemoCluster['create']>[0],
    namespace: string | null,
    object: manifests.Manifest,
  ): void {
    const { metadata, spec } = object;
    this.cluster.create(resource, namespace, { metadata, spec } as unknown as JsonObject);
  }
}
