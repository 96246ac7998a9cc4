import {
  type EndpointSliceObject,
  nameOf,
  type PodObject,
  type PodSpec,
  type Selector,
  type ServiceObject,
  type WorkloadObject,
} from '../kube/kube-objects.ts';
import type { Target } from '../../shared/target.ts';
import { hasSelector } from '../kube/selector.ts';
import { byName, type Seen, type SubjectService } from './world.ts';

/** What lies in the target's namespace. */
export interface Surroundings {
  readonly services: readonly ServiceObject[];
  readonly slices: Seen<EndpointSliceObject>;
}

type TargetObject = ServiceObject | WorkloadObject | PodObject;

/** The pods that a target selects; null for one that selects none by labels, such as a pod. */
export function selectorOf(target: Target, object: TargetObject): Selector | null {
  switch (target.kind) {
    case 'pod':
      return null;
    case 'service': {
      const service = object as ServiceObject;
      return isSelecting(service) ? { matchLabels: service.spec?.selector ?? {} } : null;
    }
    case 'deployment':
    case 'replicaset':
    case 'statefulset':
    case 'daemonset':
    case 'job':
      return (object as WorkloadObject).spec?.selector ?? null;
  }
}

/** What the target's pods are made from; null for a service and for a pod. */
export function templateOf(target: Target, object: TargetObject): PodSpec | null {
  return workloadOf(target, object)?.spec?.template?.spec ?? null;
}

/**
 * The services through which one reaches a target: itself, or those whose slices hold any of its pods. Pods that have not
 * been scheduled are in no slice; the template of their workload tells which services will lead to them.
 */
export function servicesOf(
  target: Target,
  object: TargetObject,
  pods: Seen<PodObject>,
  { services, slices }: Surroundings,
): SubjectService[] {
  const slicesOf =
    slices.state === 'read'
      ? Map.groupBy(slices.items, ({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] ?? '')
      : null;
  const isService = target.kind === 'service';
  const own = isService || pods.state !== 'read' ? null : new Set(pods.items.map(nameOf));
  const withSlices = (service: ServiceObject): SubjectService => ({
    service,
    slices: slicesOf === null ? null : (slicesOf.get(nameOf(service)) ?? []),
    own,
  });
  if (isService) return [withSlices(object as ServiceObject)];
  const labels = workloadOf(target, object)?.spec?.template?.metadata?.labels;
  return byName(services)
    .map(withSlices)
    .filter((each) => holdsAny(each) || selects(each.service, labels));
}

function workloadOf({ kind }: Target, object: TargetObject): WorkloadObject | null {
  return kind === 'service' || kind === 'pod' ? null : (object as WorkloadObject);
}

function holdsAny({ slices, own }: SubjectService): boolean {
  return (slices ?? []).some(({ endpoints }) =>
    endpoints?.some(({ targetRef }) => targetRef?.kind === 'Pod' && own?.has(targetRef.name ?? '')),
  );
}

function selects(service: ServiceObject, labels: Readonly<Record<string, string>> | undefined): boolean {
  if (labels === undefined || !isSelecting(service)) return false;
  return Object.entries(service.spec?.selector ?? {}).every(([key, value]) => labels[key] === value);
}

/** The selector of an outside name counts for nothing. */
function isSelecting(service: ServiceObject): boolean {
  return service.spec?.type !== 'ExternalName' && hasSelector(service);
}
