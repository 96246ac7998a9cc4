import { serviceRange, serviceSpec } from './api/defaults.ts';
import type { JsonObject } from './api/json.ts';
import type { ObjectStore } from './api/object-store.ts';
import type { IngressGroups } from './api/resource-types.ts';
import { node } from './node/kubelet.ts';
import { rangeAddress } from './range-address.ts';
import { type Container, type PodTemplate, type ServicePort, timestamp } from './objects.ts';

/** Fills an empty cluster: a small shop with a web front, a database, a search and payments. */
export function seed(store: ObjectStore, ingressGroups: IngressGroups): void {
  for (const name of ['default', 'kube-system', 'shop', 'payments']) createNamespace(store, name);
  createNode(store);
  createService(store, 'default', 'kubernetes', { ports: [{ name: 'https', port: 443, targetPort: 6443 }] });

  createWorkload(store, 'deployments', 'shop', 'web', 2, web);
  createService(store, 'shop', 'web', {
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: 'http' },
      { name: 'metrics', port: 9090, targetPort: 'metrics' },
    ],
  });
  createWorkload(store, 'statefulsets', 'shop', 'orders-db', 1, ordersDb);
  createService(store, 'shop', 'orders-db', {
    selector: { app: 'orders-db' },
    clusterIP: 'None',
    ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres' }],
  });
  createSecret(store, 'shop', 'orders-db', { username: 'orders', password: 'demo: p@ss/word' });
  createWorkload(store, 'deployments', 'shop', 'search', 1, search);
  createService(store, 'shop', 'search', {
    selector: { app: 'search' },
    ports: [{ name: 'search', port: 7700, targetPort: 7700 }],
  });
  createJob(store, 'shop', 'catalogue-import');

  createWorkload(store, 'deployments', 'payments', 'api', 1, web);
  createService(store, 'payments', 'api', {
    selector: { app: 'api' },
    ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
  });
  createDaemonSet(store, 'kube-system', 'node-agent');
  createIngress(store, ingressGroups);
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

function createWorkload(
  store: ObjectStore,
  resource: 'deployments' | 'statefulsets',
  namespace: string,
  name: string,
  replicas: number,
  container: Container,
): void {
  store.create(resource, {
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
    // The same in every demo cluster, below those of services that come later.
    spec: serviceSpec({
      clusterIP: rangeAddress(serviceRange, store.list('services').length),
      ...spec,
    } as unknown as JsonObject),
    status: { loadBalancer: {} },
  });
}

/** `shop.example.com` for `web`, as a controller of class `nginx` has it served; in the shape of its groups. */
function createIngress(store: ObjectStore, groups: IngressGroups): void {
  const isOld = groups !== 'today';
  const backend = isOld
    ? { serviceName: 'web', servicePort: 'http' }
    : { service: { name: 'web', port: { name: 'http' } } };
  if (groups !== 'oldest')
    store.create('ingressclasses', {
      metadata: { name: 'nginx' },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });
  store.create('ingresses', {
    metadata: {
      name: 'shop',
      namespace: 'shop',
      ...(isOld && { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }),
    },
    spec: {
      ...(!isOld && { ingressClassName: 'nginx' }),
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      rules: [
        {
          host: 'shop.example.com',
          http: { paths: [{ path: '/', ...(!isOld && { pathType: 'Prefix' }), backend }] },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '127.20.0.10' }] } },
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
