import { message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { networkAddress } from '../network-address.ts';
import { clusterAddresses, familyNotes } from './address-families.ts';
import { stateThrough } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { Subject } from '../world.ts';

/** The addresses that a service has inside its cluster. A headless service has none of its own. */
export function clusterIpRoutes(subject: Subject): Route[] {
  return servicePortRoutes('clusterIp', subject, (use, { service }) => {
    const hosts = clusterAddresses(service);
    if (hosts.length === 0) return null;
    const through = stateThrough(use);
    return {
      access: {
        by: 'network',
        addresses: hosts.map((host) => networkAddress({ scheme: use.scheme, host, port: use.port.port })),
      },
      state: through.state === 'open' ? { state: 'inside', why: message('ways.clusterIpInside') } : through,
      notes: familyNotes(use, nameOf(service), hosts),
    };
  });
}
