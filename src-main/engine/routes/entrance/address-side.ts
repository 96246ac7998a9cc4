import { BlockList, isIP } from 'node:net';
import type { NodeObject, ServiceObject } from '../../kube/kube-objects.ts';
import { addressesOf } from '../node-addresses.ts';
import { oncePerObject } from '../once-per-object.ts';
import { clusterAddresses } from '../service/address-families.ts';
import { balancerHosts } from '../service/load-balancer.ts';
import { isWhole, itemsOf, type RouteWorld } from '../world.ts';

/** On which side of the cluster's border an address lies that an entry gives for its own, as far as the cluster tells. */
export type AddressSide = 'inside' | 'outside' | 'unknown';

/** A service whose address is inside is named so, with any domain that clusters commonly have. */
const clusterName = /\.svc(\.cluster\.local)?\.?$/;

/** From which clusters take the addresses of their services: RFC 1918, 6598, 4193, and what GKE takes unless told otherwise. */
const clusterRanges = new BlockList();
clusterRanges.addSubnet('10.0.0.0', 8);
clusterRanges.addSubnet('172.16.0.0', 12);
clusterRanges.addSubnet('192.168.0.0', 16);
clusterRanges.addSubnet('100.64.0.0', 10);
clusterRanges.addSubnet('34.118.224.0', 20);
clusterRanges.addSubnet('fc00::', 7, 'ipv6');

/**
 * The side of an address. A controller whose service is no load balancer may publish its cluster IP (ingress-nginx,
 * `--publish-service`) or its name in the cluster (Istio); where services may not be read, that may be any address of such a range.
 */
export function addressSide(host: string, { allServices, nodes }: RouteWorld): AddressSide {
  if (clusterName.test(host)) return 'inside';
  const services = sidesOf(itemsOf(allServices));
  if (services.inside.has(host)) return 'inside';
  if (isWhole(allServices) || services.outside.has(host) || isOfNode(host, { nodes })) return 'outside';
  return isOfCluster(host) ? 'unknown' : 'outside';
}

/** Whether it is an address of a node that may be read. */
export function isOfNode(host: string, { nodes }: Pick<RouteWorld, 'nodes'>): boolean {
  return hostsOf(itemsOf(nodes)).has(host);
}

// There are thousands of services and as many entries, each of which asks.
const sidesOf = oncePerObject((services: readonly ServiceObject[]) => ({
  inside: new Set(services.flatMap(clusterAddresses)),
  outside: new Set(
    services.flatMap((service) => [...balancerHosts(service), ...(service.spec?.externalIPs ?? [])]),
  ),
}));
const hostsOf = oncePerObject(
  (nodes: readonly NodeObject[]) => new Set(nodes.flatMap(addressesOf).map(({ host }) => host)),
);

function isOfCluster(host: string): boolean {
  const version = isIP(host);
  return version !== 0 && clusterRanges.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
