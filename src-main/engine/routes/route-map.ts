import type { Problem } from '../../shared/problem.ts';
import type { RouteMap } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import {
  type EndpointSliceObject,
  nameOf,
  type PodObject,
  type ServiceObject,
  type WorkloadObject,
} from '../kube/kube-objects.ts';
import { isUsable } from '../kube/pod-status.ts';
import { serviceRow } from '../kube/catalog-rows.ts';
import { findRoutes } from './find-routes.ts';
import { routePort } from './service/service-ports.ts';
import { servicesOf, templateOf } from './subject.ts';
import { byName, itemsOf, type RouteWorld, type Seen } from './world.ts';

/** All that was read of a target and around it. */
export interface RouteReading {
  readonly target: Target;
  readonly object: ServiceObject | WorkloadObject | PodObject;
  readonly pods: Seen<PodObject>;
  readonly services: Seen<ServiceObject>;
  readonly slices: Seen<EndpointSliceObject>;
  readonly world: RouteWorld;
}

/** Makes the map of it: pure. What could not be read is told beside it, never taken for absent. */
export function routeMap(reading: RouteReading): RouteMap {
  const { target, object, world } = reading;
  // Lists come in the order of their changes; routes stay where they are.
  const pods = byName(itemsOf(reading.pods));
  const nodes: typeof world.nodes =
    world.nodes.state === 'read' ? { ...world.nodes, items: byName(world.nodes.items) } : world.nodes;
  const surroundings = { services: itemsOf(reading.services), slices: reading.slices };
  const services = servicesOf(target, object, reading.pods, surroundings);
  const template = templateOf(target, object);
  const arePodsRead = reading.pods.state === 'read';
  const lists = {
    pods: reading.pods,
    services: reading.services,
    endpointslices: reading.slices,
    nodes: world.nodes,
    namespaces: world.namespaces,
    ...world.entries,
  };
  return {
    target,
    routes: findRoutes({ target, services, pods, arePodsRead, template }, { ...world, nodes }),
    services: services.map(({ service, slices }) => {
      const { name, readyPods, totalPods } = serviceRow(service, slices ?? []);
      return { name, ports: (service.spec?.ports ?? []).map(routePort), readyPods, totalPods };
    }),
    pods: pods.map((pod) => ({
      name: nameOf(pod),
      node: pod.spec?.nodeName ?? null,
      ready: isUsable(pod),
    })),
    unread: Object.entries(lists).flatMap(([resource, seen]) => {
      const problem = unreadOf(seen);
      return problem === null ? [] : [{ resource, problem }];
    }),
  };
}

function unreadOf(seen: Seen<unknown>): Problem | null {
  switch (seen.state) {
    case 'read':
      return seen.elsewhere;
    case 'unreadable':
      return seen.problem;
    case 'absent':
      return null;
  }
}
