import {
  isReady,
  type KubeObject,
  type Pod,
  type ReplicatedWorkload,
  type Secret,
  type Service,
} from '../objects.ts';
import type { ObjectList } from './lists.ts';
import type { ResourceType } from './resource-types.ts';

interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer';
  /** 0 is always shown, more only when asked for with `-o wide`. */
  readonly priority: 0 | 1;
  readonly cell: (object: KubeObject) => string | number;
}

/** Whether the client, which is kubectl, would rather have a table than the objects. */
export function wantsTable(accept: string | undefined): boolean {
  return /as=Table;.*g=meta\.k8s\.io/.test(accept?.split(',')[0] ?? '');
}

/** A list, or one object, as the table that `kubectl get` prints. */
export function tableOf(type: ResourceType, body: ObjectList | KubeObject): object {
  const columns = columnsOf(type);
  const items = 'items' in body ? body.items : [body];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {
      resourceVersion: body.metadata.resourceVersion,
      ...('continue' in body.metadata && { continue: body.metadata.continue }),
    },
    columnDefinitions: columns.map(({ name, type: valueType, priority }) => ({
      name,
      type: valueType,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: items.map((object) => ({
      cells: columns.map(({ cell }) => cell(object)),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}

/** kubectl's STATUS of a pod. */
export function podStatusWord({ metadata, status }: Pod): string {
  if (metadata.deletionTimestamp) return 'Terminating';
  const waiting = status.containerStatuses?.find(({ state }) => 'waiting' in state)?.state['waiting'];
  if (typeof waiting === 'object' && waiting !== null && 'reason' in waiting) return String(waiting.reason);
  return status.phase === 'Succeeded' ? 'Completed' : status.phase;
}

function columnsOf({ name }: ResourceType): Column[] {
  const own = [column('Name', ({ metadata }) => metadata.name)];
  const age = column('Age', ({ metadata }) => ageOf(metadata.creationTimestamp));
  switch (name) {
    case 'pods':
      return [
        ...own,
        column(
          'Ready',
          (object) =>
            `${isReady(object as Pod) ? containersOf(object as Pod) : 0}/${containersOf(object as Pod)}`,
        ),
        column('Status', (object) => podStatusWord(object as Pod)),
        column(
          'Restarts',
          (object) => (object as Pod).status.containerStatuses?.[0]?.restartCount ?? 0,
          'integer',
        ),
        age,
        column('IP', (object) => (object as Pod).status.podIP ?? '<none>', 'string', 1),
        column('Node', (object) => (object as Pod).spec.nodeName ?? '<none>', 'string', 1),
      ];
    case 'services':
      return [
        ...own,
        column('Type', (object) => (object as Service).spec.type ?? ''),
        column('Cluster-IP', (object) => (object as Service).spec.clusterIP ?? '<none>'),
        column('External-IP', (object) => (object as Service).spec.externalName ?? '<none>'),
        column('Port(s)', (object) => portsOf(object as Service)),
        age,
      ];
    case 'secrets':
      return [
        ...own,
        column('Type', (object) => (object as Secret).type),
        column('Data', (object) => Object.keys((object as Secret).data ?? {}).length, 'integer'),
        age,
      ];
    case 'deployments':
    case 'statefulsets':
      return [...own, column('Ready', (object) => readyOf(object as ReplicatedWorkload)), age];
    case 'namespaces':
      return [...own, column('Status', (object) => (object as unknown as Pod).status.phase), age];
    case 'nodes':
    case 'events':
    case 'replicasets':
    case 'daemonsets':
    case 'jobs':
    case 'endpointslices':
    case 'ingresses':
    case 'ingressclasses':
      return [...own, age];
  }
}

function column(
  name: string,
  cell: Column['cell'],
  type: Column['type'] = 'string',
  priority: Column['priority'] = 0,
): Column {
  return { name, type, priority, cell };
}

function containersOf({ spec }: Pod): number {
  return spec.containers.length;
}

function readyOf({ spec, status }: ReplicatedWorkload): string {
  return `${status.readyReplicas ?? 0}/${spec.replicas ?? 1}`;
}

function portsOf({ spec }: Service): string {
  return (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`).join(',') || '<none>';
}

/** kubectl's short form: 12s, 5m, 3h, 2d. */
function ageOf(creationTimestamp: string): string {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(creationTimestamp)) / 1_000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
