import { message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { clusterAddresses, familyNotes } from './address-families.ts';
import { networkAddress } from '../network-address.ts';
import { stateThrough } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { Subject } from '../world.ts';

/** `spec.externalIPs`: addresses that somebody else leads to the nodes, which answer for the service there. */
export function externalIpRoutes(subject: Subject): Route[] {
  return servicePortRoutes('externalIp', subject, (use, { service }) => {
    const { type, externalIPs = [], externalTrafficPolicy } = service.spec ?? {};
    if (externalIPs.length === 0 || type === 'ExternalName') return null;
    const addresses = externalIPs.map((host) =>
      networkAddress({ scheme: use.scheme, host, port: use.port.port }),
    );
    return {
      access: { by: 'network', addresses },
      // kube-proxy (1.36) passes over every service without a cluster address.
      state:
        clusterAddresses(service).length === 0
          ? { state: 'broken', why: message('ways.externalIpHeadless') }
          : stateThrough(use),
      notes: [
        message('ways.externalIpNeedsNetwork'),
        ...familyNotes(use, nameOf(service), externalIPs),
        ...(externalTrafficPolicy === 'Local' ? [message('ways.localNodesOnly')] : []),
      ],
    };
  });
}
