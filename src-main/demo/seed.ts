import { serviceSpec } from './api/defaults.ts';
import type { JsonObject } from './api/json.ts';
import type { ObjectStore } from './api/object-store.ts';
import { node } from './node/kubelet.ts';
import { type Container, type PodTemplate, type ServicePort, timestamp } from './objects.ts';

/** Fills an empty cluster: a small shop with a web front, a database, a search and payments. */
export function seed(store: ObjectStore): void {
  for (const name of ['default', 'kube-system', 'shop', 'payments']) createNamespace(store, name);
  createNode(store);
  createService(store, 'default', 'kubernetes', { ports: [{ name: 'https', port: 443, targetPort: 6443 }] });

  createDeployment(store, 'shop', 'web', 2, web);
  createService(store, 'shop', 'web', {
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: 'http' },
      { name: 'metrics', port: 9090, targetPort: 'metrics' },
    ],
  });
  createStatefulSet(store, 'shop', 'orders-db', 1, ordersDb);
  createService(store, 'shop', 'orders-db', {
    selector: { app: 'orders-db' },
    clusterIP: 'None',
    ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres' }],
  });
  createSecret(store, 'shop', 'orders-db', { username: 'orders', password: 'demo: p@ss/word' });
  createDeployment(store, 'shop', 'search', 1, search);
  createService(store, 'shop', 'search', {
    selector: { app: 'search' },
    ports: [{ name: 'search', port: 7700, targetPort: 7700 }],
  });
  createJob(store, 'shop', 'catalogue-import');

  createDeployment(store, 'payments', 'api', 1, web);
  createService(store, 'payments', 'api', {
    selector: { app: 'api' },
    ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
  });
  createDaemonSet(store, 'kube-system', 'node-agent');
}

export function createNamespace(store: ObjectStore, name: string): void {
  store.create('namespaces', {
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
}

const web: Container = {
  name: 'web',
  image: 'demo/web:1.0',
  ports: [
    { name: 'http', containerPort: 8080, protocol: 'TCP' },
    { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
  ],
};
const ordersDb: Container = {
  name: 'orders-db',
  image: 'demo/orders-db:1.0',
  ports: [{ name: 'postgres', containerPort: 5432, protocol: 'TCP' }],
};
const search: Container = {
  name: 'search',
  image: 'demo/echo:1.0',
  ports: [{ name: 'search', containerPort: 7700, protocol: 'TCP' }],
};
const silent: Container = { name: 'main', image: 'demo/silent:1.0' };

function template(app: string, container: Container): PodTemplate {
  return { metadata: { labels: { app } }, spec: { containers: [container] } };
}

function createDeployment(
  store: ObjectStore,
  namespace: string,
  name: string,
  replicas: number,
  container: Container,
): void {
  store.create('deployments', {
    metadata: { name, namespace, labels: { app: name }, generation: 1 },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, container) },
    status: {},
  });
}

function createStatefulSet(
  store: ObjectStore,
  namespace: string,
  name: string,
  replicas: number,
  container: Container,
): void {
  store.create('statefulsets', {
    metadata: { name, namespace, labels: { app: name }, generation: 1 },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, container) },
    status: {},
  });
}

function createDaemonSet(store: ObjectStore, namespace: string, name: string): void {
  store.create('daemonsets', {
    metadata: { name, namespace, labels: { app: name }, generation: 1 },
    spec: { selector: { matchLabels: { app: name } }, template: template(name, { ...web, name: 'agent' }) },
    status: {},
  });
}

function createJob(store: ObjectStore, namespace: string, name: string): void {
  store.create('jobs', {
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      completions: 1,
      template: {
        metadata: { labels: { app: name } },
        spec: { restartPolicy: 'Never', containers: [silent] },
      },
    },
    status: {},
  });
}

function createService(
  store: ObjectStore,
  namespace: string,
  name: string,
  spec: { selector?: Readonly<Record<string, string>>; clusterIP?: string; ports: readonly ServicePort[] },
): void {
  store.create('services', {
    metadata: { name, namespace, ...(spec.selector && { labels: { app: name } }) },
    spec: serviceSpec(spec as unknown as JsonObject),
    status: { loadBalancer: {} },
  });
}

function createSecret(
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

function createNode(store: ObjectStore): void {
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
