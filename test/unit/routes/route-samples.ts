import type { EntryKind } from '../../../src-main/engine/kube/entry-kinds.ts';
import { entryKindNames } from '../../../src-main/engine/kube/entry-kinds.ts';
import type { EntryObject, NodeObject, ServiceObject } from '../../../src-main/engine/kube/kube-objects.ts';
import type { RouteWorld, Seen, Subject } from '../../../src-main/engine/routes/world.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

export const refused = newProblem('forbidden', 'You may not list them.');

export function read<T>(...items: readonly T[]): Seen<T> {
  return { state: 'read', items, elsewhere: null };
}

export function unread<T>(): Seen<T> {
  return { state: 'unreadable', problem: refused };
}

/** Two ready nodes, no entries, every right. */
export function worldWith({
  entries = {},
  ...rest
}: Partial<Omit<RouteWorld, 'entries'>> & {
  entries?: Partial<Record<EntryKind, Seen<EntryObject>>>;
} = {}): RouteWorld {
  const none = Object.fromEntries(
    entryKindNames.map((kind) => [kind, { state: 'absent' }]),
  ) as RouteWorld['entries'];
  return {
    nodes: read(node('node-1', '10.0.0.1'), node('node-2', '10.0.0.2', 'fd00::2')),
    entries: { ...none, ...entries },
    allServices: read(),
    namespaces: read(),
    rights: { portForward: 'allowed', serviceProxy: 'allowed', podProxy: 'allowed' },
    ...rest,
  };
}

export function node(name: string, ...addresses: readonly string[]): NodeObject {
  return {
    metadata: { name },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: addresses.map((address) => ({ type: 'InternalIP', address })),
    },
  };
}

/** `shop/web` with a port `http` (80), and a ready pod behind it. */
export const webService: ServiceObject = {
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
  },
};

export const webSubject: Subject = {
  target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
  services: [
    {
      service: webService,
      slices: [
        {
          endpoints: [
            { conditions: { ready: true }, nodeName: 'node-1', targetRef: { kind: 'Pod', name: 'web-1' } },
          ],
          ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
        },
      ],
      own: null,
    },
  ],
  pods: [],
  arePodsRead: true,
  template: null,
};
