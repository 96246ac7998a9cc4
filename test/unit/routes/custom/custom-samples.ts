import type { EntryObject, ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import type { Subject } from '../../../../src-main/engine/routes/world.ts';
import { say } from '../../../../src-main/shared/language/message.ts';
import { addressText, type Route } from '../../../../src-main/shared/route.ts';
import { endpoint, service, slice, stateText, webSubject } from '../world-samples.ts';

/** A route as one would tell it. Addresses of patterns are in angle brackets; behind them is where they are asked for. */
export function told({ opener, servedBy, service, port, access, state, notes }: Route) {
  const addresses = access.by === 'network' ? access.addresses : [];
  return {
    from: `${opener.kind} ${opener.namespace}/${opener.name} (${servedBy ?? ''})`,
    to: `${service ?? ''}:${String(port?.port)}`,
    at: addresses.map((address) => {
      const { isPattern, entries, scheme, path } = address;
      const text = scheme.startsWith('http')
        ? addressText(address)
        : `${scheme}:${addressText(address)}${path ?? ''}`;
      return `${isPattern ? `<${text}>` : text}${entries.length > 0 ? ` at ${entries.join(', ')}` : ''}`;
    }),
    state: stateText(state),
    notes: notes.map((note) => say('en', note)),
  };
}

/** An object of a custom resource, whose fields may be of any type. */
export function entry(name: string, spec: unknown, status?: unknown, namespace = 'shop'): EntryObject {
  return { metadata: { namespace, name }, spec, status } as EntryObject;
}

/** A service of a controller behind a load balancer at 192.0.2.1. */
export function controllerService(
  selector: Readonly<Record<string, string>>,
  ports: NonNullable<ServiceObject['spec']>['ports'] = [
    { name: 'http', port: 80 },
    { name: 'https', port: 443 },
  ],
): ServiceObject {
  return {
    metadata: { namespace: 'edge', name: 'controller' },
    spec: { type: 'LoadBalancer', selector, ports },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  };
}

/** `shop/web` with the ports `http` (80) and `admin` (9000), whose pods have both. */
export const twoPortSubject: Subject = {
  ...webSubject,
  services: [
    {
      service: service('web', {
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'admin', port: 9000 },
        ],
      }),
      slices: [
        slice(
          'web',
          [endpoint('web-1')],
          [
            { name: 'http', port: 8080 },
            { name: 'admin', port: 9000 },
          ],
        ),
      ],
      own: null,
    },
  ],
};

/** What stands where something else should. */
export const hostile: readonly unknown[] = [
  undefined,
  null,
  0,
  Number.NaN,
  true,
  'text',
  '\u001b[31m\u202e',
  [],
  [null, 1, '', [[]], { name: 1 }],
  {},
  { toString: null },
  JSON.parse('{"__proto__":{"host":"evil.example.com"},"constructor":{"prototype":{}}}'),
];
