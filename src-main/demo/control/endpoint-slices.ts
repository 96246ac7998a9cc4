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
    for (const slice of existing)
      if (!wanted.some(({ ports }) => JSON.stringify(ports) === JSON.stringify(slice.ports)))
        store.remove('endpointslices', namespace, slice.metadata.name);
    for (const { ports, endpoints } of wanted) {
      const same = existing.find((slice) => JSON.stringify(slice.ports) === JSON.stringify(ports));
      if (same)
        store.update('endpointslices', namespace, same.metadata.name, (slice) => ({ ...slice, endpoints }));
      else create(store, service, ports, endpoints);
    }
  }
  removeOrphans(store);
}

type SlicePorts = EndpointSlice['ports'];

function slicesOf(store: ObjectStore, service: Service): { ports: SlicePorts; endpoints: Endpoint[] }[] {
  const pods = store.list('pods', service.metadata.namespace ?? '').filter(({ metadata, status }) => {
    const isRunning =
      status.podIP !== undefined && (status.phase === 'Running' || status.phase === 'Pending');
    return isRunning && matchesLabels(service.spec.selector, metadata.labels);
  });
  // Without any pod there is still a slice, empty and without ports, as in the real cluster.
  if (pods.length === 0) return [{ ports: [], endpoints: [] }];
  const groups = Map.groupBy(pods, (pod) => JSON.stringify(portsOf(service, pod)));
  return [...groups].map(([ports, group]) => ({
    ports: JSON.parse(ports) as SlicePorts,
    endpoints: group.map((pod) => endpointOf(service, pod)),
  }));
}

function portsOf(service: Service, pod: Pod): SlicePorts {
  return (service.spec.ports ?? []).flatMap(({ name = '', port, targetPort = port, protocol = 'TCP' }) => {
    const number =
      typeof targetPort === 'number'
        ? targetPort
        : pod.spec.containers
            .flatMap(({ ports = [] }) => ports)
            .find((candidate) => candidate.name === targetPort)?.containerPort;
    return number === undefined ? [] : [{ name, port: number, protocol }];
  });
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

function create(store: ObjectStore, service: Service, ports: SlicePorts, endpoints: Endpoint[]): void {
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
    endpoints,
    ports,
  });
}

function removeOrphans(store: ObjectStore): void {
  for (const { metadata } of store.list('endpointslices')) {
    const service = metadata.labels?.['kubernetes.io/service-name'] ?? '';
    if (!store.find('services', metadata.namespace ?? '', service))
      store.remove('endpointslices', metadata.namespace ?? '', metadata.name);
  }
}
