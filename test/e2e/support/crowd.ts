import { setImmediate } from 'node:timers/promises';
import { AdminApi } from '../../cluster/admin-api.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { DemoShop } from './demo-shop.ts';
import { RealShop } from './real-shop.ts';

export interface CrowdSize {
  readonly pods: number;
  readonly services: number;
}

/** A shop in whose namespace there are thousands of pods that no node takes, and of services. */
export interface Crowd extends AsyncDisposable {
  readonly kubeconfig: string;
  /** Deletes this pod and makes another of its name: two changes. */
  replacePod(number: number): Promise<void>;
}

const namespace = 'shop';

export async function demoCrowd(size: CrowdSize): Promise<Crowd> {
  const { cluster, kubeconfig } = await DemoShop.create();
  // The controllers have their turn for the pods that are ready now; the crowd is not for them.
  await setImmediate();
  cluster.pauseControllers();
  for (const object of numbered(size.pods, pod)) cluster.create('pods', namespace, object);
  for (const object of numbered(size.services, service)) cluster.create('services', namespace, object);
  return {
    kubeconfig,
    replacePod: (number) => {
      cluster.killPod(namespace, podName(number));
      cluster.create('pods', namespace, pod(number));
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}

/** The same on our own cluster, which ends with it: a new one starts in seconds, its objects are deleted in minutes. */
export async function realCrowd(cluster: Cluster, size: CrowdSize): Promise<Crowd> {
  const { kubeconfig } = await RealShop.create();
  const api = new AdminApi();
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  await api.createMany(pods, numbered(size.pods, pod));
  await api.createMany(`/api/v1/namespaces/${namespace}/services`, numbered(size.services, service));
  return {
    kubeconfig,
    replacePod: async (number) => {
      await api.delete(`${pods}/${podName(number)}`);
      await api.create(pods, pod(number));
    },
    [Symbol.asyncDispose]: async () => {
      await api[Symbol.asyncDispose]();
      await cluster.stop();
    },
  };
}

export function numbered<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** As much as the owners, conditions and managed fields of a usual pod, of which no list shows anything. */
const load = 'x'.repeat(6_000);

/** No scheduler takes it: an object like any other for whoever lists it. */
function pod(number: number) {
  return {
    metadata: {
      name: podName(number),
      labels: { app: `app-${String(number % 400)}` },
      annotations: { 'crowd/load': load },
    },
    spec: {
      schedulerName: 'nobody',
      nodeSelector: { crowd: 'nowhere' },
      containers: [
        { name: 'main', image: 'none', ports: [{ name: 'http', containerPort: 8080 }] },
        { name: 'proxy', image: 'none', ports: [{ name: 'metrics', containerPort: 9090 }] },
      ],
    },
  };
}

function podName(number: number): string {
  return `pod-${String(number).padStart(5, '0')}`;
}

/** Headless, so that a real cluster needs no address for each. */
function service(number: number) {
  const name = `service-${String(number).padStart(4, '0')}`;
  const ports = [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'metrics', port: 9090, targetPort: 'metrics' },
  ];
  return { metadata: { name }, spec: { clusterIP: 'None', selector: { app: name }, ports } };
}
