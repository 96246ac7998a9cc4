import { isIP } from 'node:net';
import { message } from '../../../shared/language/message.ts';
import type { Route, RouteAddress, RouteState } from '../../../shared/route.ts';
import { networkAddress } from '../network-address.ts';
import { broken } from '../route-states.ts';
import { portUses } from './service-ports.ts';
import type { Subject } from '../world.ts';

/** Services that only stand for a DNS name: one outside, or that of another service. */
export function externalNameRoutes({ services }: Subject): Route[] {
  return services.flatMap((subject) => {
    const { spec, metadata } = subject.service;
    const { namespace = '', name = '' } = metadata ?? {};
    if (spec?.type !== 'ExternalName' || !spec.externalName) return [];
    // A trailing dot is the root of DNS, which no URL and no certificate writes.
    const host = spec.externalName.replace(/\.$/, '');
    const its = (state: RouteState): RouteState => {
      if (isIP(host) !== 0) return broken(message('ways.externalNameIsAddress', { address: host }));
      const inside = message('ways.externalNameInside', { name: host });
      return isServiceName(host) ? { state: 'inside', why: inside } : state;
    };
    const route = (port: Route['port'], addresses: RouteAddress[], state: RouteState): Route => ({
      key: ['externalName', name, port?.protocol ?? '', port?.port ?? ''].join('/'),
      kind: 'externalName',
      opener: { kind: 'Service', namespace, name },
      servedBy: null,
      service: name,
      port,
      access: { by: 'network', addresses },
      state,
      notes: state.state === 'open' ? [message('ways.externalNameLeads', { name: host })] : [],
    });
    const uses = portUses(subject);
    const why = message('ways.externalNameWithoutPort', { name: host });
    if (uses.length === 0) return [route(null, [], its({ state: 'unknown', why }))];
    return uses.map(({ port, scheme }) =>
      route(port, [networkAddress({ scheme, host, port: port.port })], its({ state: 'open' })),
    );
  });
}

/** Known to the DNS of a cluster alone. Its domain is `cluster.local` unless its administrator has chosen another, which nothing tells. */
function isServiceName(host: string): boolean {
  const labels = host.split('.');
  return (labels.length === 3 && labels[2] === 'svc') || host.endsWith('.cluster.local');
}
