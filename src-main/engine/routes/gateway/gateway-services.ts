import type { ServiceObject } from '../../kube/kube-objects.ts';
import { balancerHosts } from '../service/load-balancer.ts';

interface NamedGateway {
  readonly namespace: string;
  readonly name: string;
  /** Its addresses. */
  readonly entries: readonly string[];
}

/** The services that were made for a gateway, else those that have one of its addresses. */
export function servicesOfGateway(
  gateway: NamedGateway,
  services: readonly ServiceObject[],
): readonly ServiceObject[] {
  const made = services.filter((each) => isMadeFor(each, gateway));
  return made.length > 0 ? made : services.filter((each) => hasAddress(each, gateway.entries));
}

/**
 * A service for a gateway's proxy is marked by its name and lies in its namespace (Gateway API, GEP-1762); those of Envoy
 * Gateway lie in the namespace of their controller, and are marked by both (its `OwningGatewayNameLabel`).
 */
function isMadeFor({ metadata }: ServiceObject, { namespace, name }: NamedGateway): boolean {
  const labels = metadata?.labels ?? {};
  return (
    (metadata?.namespace === namespace && labels['gateway.networking.k8s.io/gateway-name'] === name) ||
    (labels['gateway.envoyproxy.io/owning-gateway-namespace'] === namespace &&
      labels['gateway.envoyproxy.io/owning-gateway-name'] === name)
  );
}

function hasAddress(service: ServiceObject, entries: readonly string[]): boolean {
  const { externalIPs = [], clusterIPs = [] } = service.spec ?? {};
  return [...balancerHosts(service), ...externalIPs, ...clusterIPs].some((host) => entries.includes(host));
}
