import type { DeclaredPort, NamespaceRow, PodRow, ServiceRow, WorkloadRow } from '../../shared/catalog.ts';
import type { TargetKind } from '../../shared/target.ts';
import {
  type EndpointSliceObject,
  type KubeObject,
  keyOf,
  type PodObject,
  type PodSpec,
  type ServiceObject,
  type WorkloadObject,
} from './kube-objects.ts';
import { isReady, isTerminating, restarts, statusWord } from './pod-status.ts';
import { hasSelector } from './selector.ts';
import { containerPorts } from './target-port.ts';

export function namespaceRow(object: KubeObject): NamespaceRow {
  return { key: keyOf(object), name: object.metadata?.name ?? '' };
}

/** Pods are counted by the service's slices; both counts are 0 where those are not known. */
export function serviceRow(service: ServiceObject, slices: Iterable<EndpointSliceObject>): ServiceRow {
  const ready = new Set<string>();
  const all = new Set<string>();
  for (const slice of slices) {
    for (const { targetRef, conditions } of slice.endpoints ?? []) {
      if (targetRef?.kind !== 'Pod' || conditions?.terminating) continue;
      // By name: two slices of a dual-stack service have the same pods.
      const name = targetRef.name ?? '';
      all.add(name);
      if (conditions?.ready !== false) ready.add(name);
    }
  }
  const type = serviceType(service);
  return {
    key: keyOf(service),
    namespace: service.metadata?.namespace ?? '',
    name: service.metadata?.name ?? '',
    type,
    ports: declaredServicePorts(service),
    externalName: service.spec?.externalName || null,
    readyPods: ready.size,
    totalPods: all.size,
    forwardable: type !== 'ExternalName' && (hasSelector(service) || all.size > 0),
  };
}

export function declaredServicePorts(service: ServiceObject): DeclaredPort[] {
  return (service.spec?.ports ?? []).map(({ name, port = 0, protocol = 'TCP' }) => ({
    name: name || null,
    port,
    protocol,
  }));
}

function serviceType({ spec }: ServiceObject): ServiceRow['type'] {
  const type = spec?.type;
  if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName') return type;
  return spec?.clusterIP === 'None' ? 'Headless' : 'ClusterIP';
}

export function workloadRow(kind: WorkloadRow['kind'], workload: WorkloadObject): WorkloadRow {
  const { namespace = '', name = '' } = workload.metadata ?? {};
  return {
    key: workloadKey(kind, workload),
    kind,
    namespace,
    name,
    ports: declaredContainerPorts(workload.spec?.template?.spec),
    ...workloadPods(kind, workload),
  };
}

export function workloadKey(kind: WorkloadRow['kind'], workload: KubeObject): string {
  return `${kind}/${keyOf(workload)}`;
}

/** Pods that run and pods that should, as each kind counts them. */
function workloadPods(
  kind: WorkloadRow['kind'],
  { spec, status }: WorkloadObject,
): Pick<WorkloadRow, 'readyPods' | 'desiredPods'> {
  switch (kind) {
    case 'deployment':
    case 'replicaset':
    case 'statefulset':
      return { readyPods: status?.readyReplicas ?? 0, desiredPods: spec?.replicas ?? 1 };
    case 'daemonset':
      return { readyPods: status?.numberReady ?? 0, desiredPods: status?.desiredNumberScheduled ?? 0 };
    case 'job':
      // A finished job wants no pod any more.
      return { readyPods: status?.ready ?? 0, desiredPods: status?.active ?? 0 };
  }
}

export function podRow(pod: PodObject): PodRow {
  return {
    key: keyOf(pod),
    namespace: pod.metadata?.namespace ?? '',
    name: pod.metadata?.name ?? '',
    status: statusWord(pod),
    ready: isReady(pod) && !isTerminating(pod),
    restarts: restarts(pod),
    node: pod.spec?.nodeName ?? null,
    createdAt: Date.parse(pod.metadata?.creationTimestamp ?? '') || 0,
    ports: declaredContainerPorts(pod.spec),
  };
}

export function declaredContainerPorts(spec: PodSpec | undefined): DeclaredPort[] {
  return containerPorts(spec).map(({ name, containerPort = 0, protocol = 'TCP' }) => ({
    name: name || null,
    port: containerPort,
    protocol,
  }));
}

/** False for what another shown workload owns: a deployment's replica sets. */
export function isShownWorkload(kind: TargetKind, { metadata }: KubeObject): boolean {
  return kind === 'job' || !(metadata?.ownerReferences?.some(({ controller }) => controller) ?? false);
}
