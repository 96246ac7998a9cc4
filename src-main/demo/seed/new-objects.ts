import { serviceRange, serviceSpec } from '../api/defaults.ts';
import type { JsonObject } from '../api/json.ts';
import type { ObjectStore } from '../api/object-store.ts';
import { node } from '../node/kubelet.ts';
import { type Container, type Labels, type PodTemplate, type ServicePort, timestamp } from '../objects.ts';
import { rangeAddress } from '../range-address.ts';

export function createNamespace(store: ObjectStore, name: string): void {
  store.create('namespaces', {
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
}

function template(labels: Labels, containers: readonly Container[]): PodTemplate {
  return { metadata: { labels }, spec: { containers } };
}

export function createWorkload(
  store: ObjectStore,
  resource: 'deployments' | 'statefulsets',
  namespace: string,
  name: string,
  replicas: number,
  container: Container,
  labels: Labels = { app: name },
): void {
  store.create(resource, {
    metadata: { name, namespace, labels, generation: 1 },
    spec: { replicas, selector: { matchLabels: labels }, template: template(labels, [container]) },
    status: {},
  });
}

export function createDaemonSet(
  store: ObjectStore,
  namespace: string,
  name: string,
  container: Container,
): void {
  store.create('daemonsets', {
    metadata: { name, namespace, labels: { app: name }, generation: 1 },
    spec: { selector: { matchLabels: { app: name } }, template: template({ app: name }, [container]) },
    status: {},
  });
}

export function createJob(store: ObjectStore, namespace: string, name: string, container: Container): void {
  store.create('jobs', {
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      completions: 1,
      template: {
        metadata: { labels: { app: name } },
        spec: { restartPolicy: 'Never', containers: [container] },
      },
    },
    status: {},
  });
}

export function createService(
  store: ObjectStore,
  namespace: string,
  name: string,
  spec: {
    readonly selector?: Labels;
    readonly type?: 'LoadBalancer';
    readonly clusterIP?: string;
    readonly ports: readonly ServicePort[];
  },
  loadBalancer: object = {},
): void {
  store.create('services', {
    metadata: { name, namespace, ...(spec.selector && { labels: { app: name } }) },
    // The same in every demo cluster, below those of services that come later.
    spec: serviceSpec({
      clusterIP: rangeAddress(serviceRange, store.list('services').length),
      ...spec,
    } as unknown as JsonObject),
    status: { loadBalancer },
  });
}

export function createSecret(
  store: ObjectStore,
  namespace: string,
  name: string,
  texts: Readonly<Record<string, string>>,
): void {
  const encoded = Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  store.create('secrets', {
    metadata: { name, namespace, labels: { app: name } },
    type: 'Opaque',
    data: Object.fromEntries(encoded) as Record<string, string>,
  });
}

export function createNode(store: ObjectStore): void {
  store.create('nodes', {
    metadata: { name: node.name, labels: { 'kubernetes.io/hostname': node.name } },
    spec: {},
    status: {
      conditions: [
        { type: 'Ready', status: 'True', reason: 'KubeletReady', lastTransitionTime: timestamp() },
      ],
      addresses: [{ type: 'InternalIP', address: node.address }],
    },
  });
}
