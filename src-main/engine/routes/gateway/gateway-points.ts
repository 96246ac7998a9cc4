import { isIP } from 'node:net';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import { addressSide, isOfNode } from '../entrance/address-side.ts';
import {
  byNodePort,
  byPort,
  entranceOf,
  type EntryPoint,
  pointsAt,
  pointsByHost,
} from '../entrance/entry-points.ts';
import type { RouteWorld, Subject } from '../world.ts';

/**
 * Where the services of a gateway are at its own addresses. Null where it is open at its listeners' ports: no service of
 * its is known, which would say otherwise, or its pods are in the network of their nodes (Cilium's `hostNetwork`).
 */
export function gatewayPoints(
  entries: readonly string[],
  services: readonly ServiceObject[],
  subject: Subject,
  world: RouteWorld,
): readonly EntryPoint[] | null {
  if (services.length === 0 || entries.length === 0) return null;
  const outside = pointsByHost(entranceOf(services, subject, world));
  // No node port opens these, and no address of a service is one of them: only pods do.
  const isOnHosts = !services.some(hasNodePorts) && entries.every((entry) => isOfNode(entry, world));
  if (isOnHosts && !entries.some((entry) => outside.has(entry))) return null;
  // Envoy Gateway gives the addresses of nodes for such a service, which not everybody may read.
  const onNodes =
    world.nodes.state === 'read' ? [] : services.filter(({ spec }) => spec?.type === 'NodePort');
  return entries.flatMap((entry) => {
    const own = outside.get(entry);
    if (own !== undefined) return own;
    if (addressSide(entry, world) === 'inside') return pointsAt(entry, services, byPort);
    return isIP(entry) === 0 ? [] : pointsAt(entry, onNodes, byNodePort);
  });
}

function hasNodePorts({ spec }: ServiceObject): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer';
}
