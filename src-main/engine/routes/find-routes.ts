import type { Route } from '../../shared/route.ts';
import { apiProxyRoutes } from './service/api-proxy.ts';
import { clusterIpRoutes } from './service/cluster-ip.ts';
import { externalIpRoutes } from './service/external-ip.ts';
import { externalNameRoutes } from './service/external-name.ts';
import { gatewayRoutes } from './gateway/gateway-routes.ts';
import { hostNetworkRoutes } from './pod/host-network.ts';
import { hostPortRoutes } from './pod/host-port.ts';
import { httpProxyRoutes } from './custom/http-proxy.ts';
import { ingressRouteRoutes } from './custom/ingress-route.ts';
import { ingressRoutes } from './ingress/ingress.ts';
import { loadBalancerRoutes } from './service/load-balancer.ts';
import { nodePortRoutes } from './service/node-port.ts';
import { openshiftRoutes } from './custom/openshift-route.ts';
import { portForwardRoutes } from './service/port-forward.ts';
import { virtualServerRoutes } from './custom/virtual-server.ts';
import { virtualServiceRoutes } from './custom/virtual-service.ts';
import type { RouteFinder, RouteWorld, Subject } from './world.ts';

/** In the order in which they are shown. */
const finders: readonly RouteFinder[] = [
  portForwardRoutes,
  apiProxyRoutes,
  hostNetworkRoutes,
  hostPortRoutes,
  clusterIpRoutes,
  nodePortRoutes,
  loadBalancerRoutes,
  externalIpRoutes,
  ingressRoutes,
  gatewayRoutes,
  virtualServerRoutes,
  ingressRouteRoutes,
  openshiftRoutes,
  httpProxyRoutes,
  virtualServiceRoutes,
  externalNameRoutes,
];

/** Every way in to the subject that the world tells of. */
export function findRoutes(subject: Subject, world: RouteWorld): Route[] {
  const times = new Map<string, number>();
  return finders
    .flatMap((find) => find(subject, world))
    .map((route) => {
      // What objects of a custom kind repeat, no API server has refused.
      const time = (times.get(route.key) ?? 0) + 1;
      times.set(route.key, time);
      return time === 1 ? route : { ...route, key: `${route.key}#${time}` };
    });
}
