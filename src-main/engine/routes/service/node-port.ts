import { message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import { clusterAddresses, familyOf, isFamilyServed } from './address-families.ts';
import { networkAddress } from '../network-address.ts';
import { servingNodes, stateAt } from '../node-addresses.ts';
import { stateThrough } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import { endsOf, isReady, isServingToItsEnd } from './slice-endpoints.ts';
import type { RouteWorld, Subject, SubjectService } from '../world.ts';

/**
 * Ports of every ready node that lead to a service, also those of its load balancer. With `externalTrafficPolicy: Local`
 * only nodes with a ready pod answer; the others drop what comes.
 */
export function nodePortRoutes(subject: Subject, world: RouteWorld): Route[] {
  return servicePortRoutes('nodePort', subject, (use, its) => {
    const { nodePort } = use.declared;
    const { type, externalTrafficPolicy } = its.service.spec ?? {};
    if (!nodePort || (type !== 'NodePort' && type !== 'LoadBalancer')) return null;
    const isLocal = externalTrafficPolicy === 'Local';
    const own = answeringNodes(its);
    const isOwn = isOfFamily(its.service);
    const found = servingNodes(subject, world, (node) => !isLocal || own.has(node));
    const addresses = found.addresses
      .filter(({ host }) => isOwn(host) && isFamilyServed(use, host))
      .map(({ node, host }) => networkAddress({ scheme: use.scheme, host, port: nodePort, node }));
    return {
      access: { by: 'network', addresses },
      state: stateAt(addresses.length, stateThrough(use), nodePort),
      notes: [...(isLocal ? [message('ways.localNodesOnly')] : []), ...found.notes],
    };
  });
}

/** Nodes answer for a service at addresses of the families that it has itself; a name may lead to either. */
function isOfFamily(service: ServiceObject): (host: string) => boolean {
  const families = new Set(clusterAddresses(service).map(familyOf));
  return (host) => families.size === 0 || familyOf(host) === null || families.has(familyOf(host));
}

/** Nodes with an endpoint that takes connections: each chooses among its own. */
function answeringNodes({ slices }: SubjectService): ReadonlySet<string> {
  const ends = endsOf(slices ?? []).filter((each) => isReady(each) || isServingToItsEnd(each));
  return new Set(ends.flatMap(({ end }) => end.nodeName ?? []));
}
