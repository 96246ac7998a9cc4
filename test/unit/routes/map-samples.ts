import type {
  EndpointSliceObject,
  NodeObject,
  PodObject,
  ServiceObject,
  WorkloadObject,
} from '../../../src-main/engine/kube/kube-objects.ts';
import { routeMap } from '../../../src-main/engine/routes/route-map.ts';
import type { Rights, Seen } from '../../../src-main/engine/routes/world.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { addressText, type Route, RouteMap } from '../../../src-main/shared/route.ts';
import { parseTarget } from '../../../src-main/shared/target.ts';
import { endpoint, node, pod, read, service, slice, stateText, unread, worldWith } from './world-samples.ts';

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

/** The map, as it passes through the contract. */
export function mapOf({ target: text = 'svc/web', object, rights = {}, ...lists }: Cluster): RouteMap {
  const target = { context: 'demo', namespace: 'shop', ...parseTarget(text) };
  const { pods = [], services = [], slices = [], nodes = [] } = lists;
  const named = [...(services ?? []), ...(pods ?? [])].find(({ metadata }) => metadata?.name === target.name);
  const map = routeMap({
    target,
    object: object ?? named ?? {},
    pods: seen(pods),
    services: seen(services),
    slices: seen(slices),
    world: worldWith({ nodes: seen(nodes), rights }),
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
  return [at, place, stateText(state), ...notes.map((note) => say('en', note))].join(' | ');
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
  return items === null ? unread() : read(...items);
}
