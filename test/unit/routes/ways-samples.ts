import { entryKindNames } from '../../../src-main/engine/kube/entry-kinds.ts';
import type {
  EndpointSliceObject,
  NodeObject,
  PodObject,
  PodSpec,
  ServiceObject,
  SliceEndpoint,
  WorkloadObject,
} from '../../../src-main/engine/kube/kube-objects.ts';
import { routeMap } from '../../../src-main/engine/routes/route-map.ts';
import type { Rights, RouteWorld, Seen } from '../../../src-main/engine/routes/world.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { addressText, type Route, RouteMap } from '../../../src-main/shared/route.ts';
import { parseTarget } from '../../../src-main/shared/target.ts';
import { podSample } from '../kube/pod-samples.ts';

/** What is in the cluster; what is not told of is there, may be read and is empty. */
export interface Cluster {
  /** kubectl's `TYPE/NAME`; `svc/web` unless told. */
  readonly target?: string;
  /** The target's own object; of a service or a pod the one of that name in the lists unless told. */
  readonly object?: ServiceObject | WorkloadObject | PodObject;
  /** Null where they may not be read. */
  readonly pods?: readonly PodObject[] | null;
  readonly services?: readonly ServiceObject[] | null;
  readonly slices?: readonly EndpointSliceObject[] | null;
  readonly nodes?: readonly NodeObject[] | null;
  readonly rights?: Partial<Rights>;
}

const allowed: Rights = { portForward: 'allowed', serviceProxy: 'allowed', podProxy: 'allowed' };

/** The map, as it passes through the contract. */
export function mapOf({ target: text = 'svc/web', object, rights, ...lists }: Cluster): RouteMap {
  const target = { context: 'demo', namespace: 'shop', ...parseTarget(text) };
  const { pods = [], services = [], slices = [], nodes = [] } = lists;
  const named = [...(services ?? []), ...(pods ?? [])].find(({ metadata }) => metadata?.name === target.name);
  const map = routeMap({
    target,
    object: object ?? named ?? {},
    pods: seen(pods),
    services: seen(services),
    slices: seen(slices),
    world: {
      nodes: seen(nodes),
      entries: Object.fromEntries(
        entryKindNames.map((kind) => [kind, { state: 'absent' }]),
      ) as RouteWorld['entries'],
      allServices: seen([]),
      namespaces: seen([]),
      rights: { ...allowed, ...rights },
    },
  });
  const { data, error } = RouteMap.safeParse(map);
  if (data === undefined) throw error;
  return map;
}

/** The routes of one kind, a line each: port, place, state with its reason, and notes. */
export function told(kind: Route['kind'], cluster: Cluster): string[] {
  return mapOf(cluster)
    .routes.filter((route) => route.kind === kind)
    .map(line);
}

function line({ port, access, state, notes }: Route): string {
  const place =
    access.by === 'forward'
      ? `${access.target.kind}/${access.target.name} ${access.remote}`
      : access.by === 'apiServer'
        ? access.path
        : access.addresses
            .map((each) => `${addressText(each)}${each.node === null ? '' : ` (${each.node})`}`)
            .join(' ');
  const at = port === null ? 'no port' : `${port.name ?? ''} ${port.port}/${port.protocol}`.trim();
  const why = state.state === 'open' ? 'open' : `${state.state}: ${say('en', state.why)}`;
  return [at, place, why, ...notes.map((note) => say('en', note))].join(' | ');
}

export function service(
  name: string,
  spec: ServiceObject['spec'] = {},
  rest: Partial<ServiceObject> = {},
): ServiceObject {
  const ports = [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }];
  const address = { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'] };
  return {
    metadata: { name, namespace: 'shop', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { type: 'ClusterIP', selector: { app: name }, ports, ...address, ...spec },
    ...rest,
  };
}

/** A slice of a service with its port `http` at 8080 unless told. */
export function slice(
  name: string,
  endpoints: readonly SliceEndpoint[],
  ports: EndpointSliceObject['ports'] = [{ name: 'http', port: 8080, protocol: 'TCP' }],
): EndpointSliceObject {
  return {
    metadata: { namespace: 'shop', labels: { 'kubernetes.io/service-name': name } },
    endpoints,
    ports,
  };
}

export function endpoint(
  pod: string,
  conditions: SliceEndpoint['conditions'] = { ready: true },
  node = 'n1',
): SliceEndpoint {
  return {
    conditions: { ...conditions },
    targetRef: { kind: 'Pod', namespace: 'shop', name: pod },
    nodeName: node,
  };
}

/** A pod on node `n1` unless told, ready unless told, with port `http` at 8080 unless told. */
export function pod(
  name: string,
  spec: PodSpec = {},
  sample: Parameters<typeof podSample>[1] = {},
): PodObject {
  const made = podSample(name, sample);
  const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' }];
  return {
    ...made,
    spec: { nodeName: 'n1', containers: [{ name: 'main', ports }], ...spec },
    status: { ...made.status, hostIP: '10.0.0.1' },
  };
}

export function container(
  ...ports: NonNullable<PodSpec['containers']>[number]['ports'] & object
): Pick<PodSpec, 'containers'> {
  return { containers: [{ name: 'main', ports }] };
}

export function node(name: string, addresses: Readonly<Record<string, string>>, ready = true): NodeObject {
  return {
    metadata: { name },
    status: {
      conditions: [
        { type: 'MemoryPressure', status: 'False' },
        { type: 'Ready', status: ready ? 'True' : 'Unknown' },
      ],
      addresses: Object.entries(addresses).map(([address, type]) => ({ type, address })),
    },
  };
}

export const n1 = node('n1', { '10.0.0.1': 'InternalIP', n1: 'Hostname' });
export const n2 = node('n2', { '10.0.0.2': 'InternalIP', n2: 'Hostname' });

/** A service with one ready pod on `n1`, of two nodes. */
export function served(spec: ServiceObject['spec'] = {}, rest: Partial<ServiceObject> = {}): Cluster {
  return {
    services: [service('web', spec, rest)],
    slices: [slice('web', [endpoint('web-1')])],
    pods: [pod('web-1')],
    nodes: [n1, n2],
  };
}

function seen<T>(items: readonly T[] | null): Seen<T> {
  if (items !== null) return { state: 'read', items, elsewhere: null };
  return { state: 'unreadable', problem: newProblem('forbidden', 'No.') };
}
