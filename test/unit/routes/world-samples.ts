import { type EntryKind, entryKindNames } from '../../../src-main/engine/kube/entry-kinds.ts';
import type {
  EndpointSliceObject,
  EntryObject,
  NodeObject,
  PodObject,
  PodSpec,
  ServiceObject,
  SliceEndpoint,
} from '../../../src-main/engine/kube/kube-objects.ts';
import type { Rights, RouteWorld, Seen, Subject } from '../../../src-main/engine/routes/world.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import type { RouteState } from '../../../src-main/shared/route.ts';
import { podSample } from '../kube/pod-samples.ts';

// Objects and lists as finders get them; `map-samples.ts` has whole clusters, and the maps that are made of them.

export const refused = newProblem('forbidden', 'You may not list them.');

export function read<T>(...items: readonly T[]): Seen<T> {
  return { state: 'read', items, elsewhere: null };
}

/** Where only those of the target's namespace may be read. */
export function readOwn<T>(...items: readonly T[]): Seen<T> {
  return { state: 'read', items, elsewhere: refused };
}

export function unread<T>(): Seen<T> {
  return { state: 'unreadable', problem: refused };
}

interface WorldOptions extends Partial<Omit<RouteWorld, 'entries' | 'rights'>> {
  readonly entries?: Partial<Record<EntryKind, Seen<EntryObject>>>;
  readonly rights?: Partial<Rights>;
}

/** Two ready nodes, no entries, every right. */
export function worldWith({ entries = {}, rights = {}, ...rest }: WorldOptions = {}): RouteWorld {
  const none = Object.fromEntries(
    entryKindNames.map((kind) => [kind, { state: 'absent' }]),
  ) as RouteWorld['entries'];
  return {
    nodes: read(
      node('node-1', { '10.0.0.1': 'InternalIP' }),
      node('node-2', { '10.0.0.2': 'InternalIP', 'fd00::2': 'InternalIP' }),
    ),
    entries: { ...none, ...entries },
    allServices: read(),
    namespaces: read(),
    rights: { portForward: 'allowed', serviceProxy: 'allowed', podProxy: 'allowed', ...rights },
    ...rest,
  };
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

/** `shop/web` with a port `http` (80). */
export const webService: ServiceObject = service('web');

/** The same, with a ready pod behind it. */
export const webSubject: Subject = {
  target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
  services: [
    {
      service: webService,
      slices: [slice('web', [endpoint('web-1', { ready: true }, 'node-1')])],
      own: null,
    },
  ],
  pods: [],
  arePodsRead: true,
  template: null,
};

/** `open`, or the state and why. */
export function stateText(state: RouteState): string {
  return state.state === 'open' ? 'open' : `${state.state}: ${say('en', state.why)}`;
}
