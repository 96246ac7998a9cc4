import type { EntryKind } from '../../../../src-main/engine/kube/entry-kinds.ts';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { gatewayRoutes } from '../../../../src-main/engine/routes/gateway/gateway-routes.ts';
import type { RouteWorld, Seen } from '../../../../src-main/engine/routes/world.ts';
import { say } from '../../../../src-main/shared/language/message.ts';
import { addressText, Route } from '../../../../src-main/shared/route.ts';
import { read, stateText, webSubject, worldWith } from '../world-samples.ts';

type Entries = Partial<Record<EntryKind, Seen<EntryObject>>>;
type Fields = Readonly<Record<string, unknown>>;

/** `infra/public` of the class `example`, with an address, taking all namespaces; on port 80 unless told. */
export function gateway({
  listeners = [listener()],
  status = {},
  ...spec
}: Fields & { readonly status?: Fields } = {}): EntryObject {
  return {
    metadata: { namespace: 'infra', name: 'public', creationTimestamp: '2026-11-29T12:00:00Z' },
    spec: { gatewayClassName: 'example', listeners, ...spec },
    status: { addresses: [{ type: 'IPAddress', value: '192.0.2.10' }], ...status },
  };
}

export function listener(fields: Fields = {}): Fields {
  const name = 'http';
  return { name, port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } }, ...fields };
}

export const https = listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate' } });

/** `shop/web`, for `shop.example.com` to port 80 of the service `web` unless told. */
export function route(fields: Fields = {}, { status, ...metadata }: Fields = {}): EntryObject {
  return {
    metadata: { namespace: 'shop', name: 'web', ...metadata },
    spec: {
      parentRefs: [{ namespace: 'infra', name: 'public' }],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      ...fields,
    },
    ...(status !== undefined && { status: status as Fields }),
  };
}

export const exampleClass: EntryObject = {
  metadata: { name: 'example' },
  spec: { controllerName: 'example.net/gateways' },
};

export function condition(type: string, status: string, reason: string, message: string): Fields {
  return { type, status, reason, message, lastTransitionTime: '2026-11-29T12:01:00Z' };
}

/** The routes that a world with these entries has to `svc/web`, as they pass through the contract. */
export function routesIn(entries: Entries, world: Partial<Omit<RouteWorld, 'entries'>> = {}): Route[] {
  const all = {
    gateways: read(gateway()),
    gatewayClasses: read(exampleClass),
    referenceGrants: read<EntryObject>(),
    ...entries,
  };
  return Route.array().parse(gatewayRoutes(webSubject, worldWith({ entries: all, ...world })));
}

/** Each as its object, its port, its addresses with their entries, its state, and the notes after the first, which names the gateway. */
export function told(...world: Parameters<typeof routesIn>): string[][] {
  return routesIn(...world).map(({ opener, service, port, access, state, notes }) => [
    `${opener.kind} ${opener.namespace}/${opener.name} to ${service ?? '-'}:${String(port?.port ?? '-')}`,
    ...(access.by === 'network' ? access.addresses : []).map(
      (address) =>
        `${address.scheme} ${addressText(address)}${address.isPattern ? ' (pattern)' : ''} at ${address.entries.join(', ') || 'itself'}`,
    ),
    stateText(state),
    ...notes.slice(1).map((note) => say('en', note)),
  ]);
}

/** What an HTTPRoute with these fields is told as, without its own name. */
export function toldOf(object: EntryObject, ...[entries, world]: Partial<Parameters<typeof routesIn>>) {
  return told({ httpRoutes: read(object), ...entries }, world).map(([, ...rest]) => rest);
}
