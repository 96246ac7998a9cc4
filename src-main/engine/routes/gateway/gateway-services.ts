import type { ServingService } from '../../../shared/route.ts';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import { balancerHosts } from '../service/load-balancer.ts';
import { servingService } from '../entrance/entry-points.ts';

/** By which the service is marked that was made for a gateway's proxy (Gateway API, GEP-1762). */
const gatewayLabel = 'gateway.networking.k8s.io/gateway-name';

interface NamedGateway {
  readonly namespace: string;
  readonly name: string;
  /** Its addresses. */
  readonly entries: readonly string[];
}

/** The services that were made for a gateway, else those that have one of its addresses. */
export function servicesOfGateway(
  { namespace, name, entries }: NamedGateway,
  services: readonly ServiceObject[],
): ServingService[] {
  const made = services.filter(
    ({ metadata }) => metadata?.namespace === namespace && metadata.labels?.[gatewayLabel] === name,
  );
  const found = made.length > 0 ? made : services.filter((each) => hasAddress(each, entries));
  return found.map(servingService);
}

function hasAddress(service: ServiceObject, entries: readonly string[]): boolean {
  const { externalIPs = [], clusterIPs = [] } = service.spec ?? {};
  return [...balancerHosts(service), ...externalIPs, ...clusterIPs].some((host) => entries.includes(host));
}
