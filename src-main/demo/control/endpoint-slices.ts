import type { ObjectStore } from '../api/object-store.ts';
import { matchesLabels } from '../api/selectors.ts';
import { type Endpoint, type EndpointSlice, isReady, ownerOf, type Pod, type Service } from '../objects.ts';

/** One slice for each service with a selector and each set of port numbers that its pods give the port names. */
export function reconcileEndpointSlices(store: ObjectStore): void {
  for (const service of store.list('services')) {
    if (!service.spec.selector || service.metadata.deletionTimestamp) continue;
    const namespace = service.metadata.namespace ?? '';
    const existing = store
      .list('endpointslices', namespace)
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
    const wanted = slicesOf(store, service);
    const kept = existing.filter((slice) => wanted.some((content) => hasPortsOf(slice, content)));
    const spare = existing.filter((slice) => !kept.includes(slice));
    for (const content of wanted) {
      const slice = kept.find((candidate) => hasPortsOf(candidate, content)) ?? spare.pop();
      if (slice)
        store.update('endpointslices', namespace, slice.metadata.name, (before) => ({
          ...before,
          ...content,
        }));
      else create(store, service, content);
    }
    for (const { metadata } of spare) store.remove('endpointslices', namespace, metadata.name);
  }
  removeOrphans(store);
}

type SliceContent = Pick<EndpointSlice, 'ports' | 'endpoints'>;

function hasPortsOf(slice: SliceContent, { ports }: SliceContent): boolean {
  return JSON.stringify(slice.ports) === JSON.stringify(ports);
}

function slicesOf(store: ObjectStore, service: Service): SliceContent[] {
  const pods = store.list('pods', service.metadata.namespace ?? '').filter(({ metadata, status }) => {
    const isRunning =
      status.podIP !== undefined && (status.phase === 'Running' || status.phase === 'Pending');
    return isRunning && matchesLabels(service.spec.selector, metadata.labels);
  });
  // Without any pod there is still a slice, empty and without ports, as in the real cluster.
  if (pods.length === 0) return [{ ports: null, endpoints: null }];
  const groups = Map.groupBy(pods, (pod) => JSON.stringify(portsOf(service, pod)));
  return [...groups].map(([ports, group]) => ({
    ports: JSON.parse(ports) as SliceContent['ports'],
    endpoints: group.map((pod) => endpointOf(service, pod)),
  }));
}

function portsOf(service: Service, pod: Pod): SliceContent['ports'] {
  const resolved = (service.spec.ports ?? []).flatMap(
    ({ name = '', port, targetPort = port, protocol = 'TCP' }) => {
      const number =
        typeof targetPort === 'number'
          ? targetPort
          : pod.spec.containers
              .flatMap(({ ports = [] }) => ports)
              .find((candidate) => candidate.name === targetPort)?.containerPort;
      return number === undefined ? [] : [{ name, port: number, protocol }];
    },
  );
  return resolved.length === 0 ? null : resolved;
}

function endpointOf(service: Service, pod: Pod): Endpoint {
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const serving = isReady(pod);
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: {
      ready: (serving && !terminating) || service.spec.publishNotReadyAddresses === true,
      serving,
      terminating,
    },
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      uid: pod.metadata.uid,
    },
    ...(pod.spec.nodeName !== undefined && { nodeName: pod.spec.nodeName }),
  };
}

function create(store: ObjectStore, service: Service, content: SliceContent): void {
  const { name, namespace = '' } = service.metadata;
  store.create('endpointslices', {
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: {
        ...service.metadata.labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
        ...(service.spec.clusterIP === 'None' && { 'service.kubernetes.io/headless': '' }),
      },
      ownerReferences: [ownerOf(service)],
    },
    addressType: 'IPv4',
    ...content,
  });
}

function removeOrphans(store: ObjectStore): void {
  for (const { metadata } of store.list('endpointslices')) {
    const service = metadata.labels?.['kubernetes.io/service-name'] ?? '';
    if (!store.find('services', metadata.namespace ?? '', service))
      store.remove('endpointslices', metadata.namespace ?? '', metadata.name);
  }
}
