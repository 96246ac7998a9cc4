import type { ObjectStore } from '../api/object-store.ts';
import type { IngressGroups } from '../api/resource-types.ts';
import type { Container } from '../objects.ts';
import {
  createDaemonSet,
  createJob,
  createNamespace,
  createNode,
  createSecret,
  createService,
  createWorkload,
} from './new-objects.ts';
import { createIngress, createIngressController } from './shop-ingress.ts';

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
  createJob(store, 'shop', 'catalogue-import', silent);

  createWorkload(store, 'deployments', 'payments', 'api', 1, web);
  createService(store, 'payments', 'api', {
    selector: { app: 'api' },
    ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
  });
  createDaemonSet(store, 'kube-system', 'node-agent', { ...web, name: 'agent' });
  createIngressController(store);
  createIngress(store, ingressGroups);
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
