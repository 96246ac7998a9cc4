import { isIP } from 'node:net';
import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import { type BalancerAddress, nameOf, type ServiceObject } from '../../kube/kube-objects.ts';
import { networkAddress } from '../network-address.ts';
import { waitingSince } from '../route-states.ts';
import { familyNotes } from './address-families.ts';
import { balancerOf } from './balancer-name.ts';
import { type ServicePortUse, stateThrough } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { RouteWorld, Subject } from '../world.ts';

/** Addresses that a load balancer gives to services, or why there is none yet. */
export function loadBalancerRoutes(subject: Subject, world: RouteWorld): Route[] {
  return servicePortRoutes('loadBalancer', subject, (use, { service }) => {
    if (service.spec?.type !== 'LoadBalancer') return null;
    const given = (service.status?.loadBalancer?.ingress ?? []).filter(({ ip, hostname }) => ip || hostname);
    const servedBy = balancerOf(service, world);
    const serving = given.filter((each) => errorOf(each, use) === undefined);
    return {
      servedBy,
      access: {
        by: 'network',
        addresses: serving.map(({ ip, hostname = '' }) =>
          networkAddress({ scheme: use.scheme, host: ip || hostname, port: use.port.port }),
        ),
      },
      state: given.length === 0 ? waiting(service, servedBy) : stateOf(given, serving, use),
      notes: notesOf(service, serving, use),
    };
  });
}

/** Where a load balancer serves a service: addresses and names. */
export function balancerHosts({ status }: ServiceObject): string[] {
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip || hostname || []);
}

function waiting(service: ServiceObject, servedBy: string | null): RouteState {
  const { loadBalancerIP = '', loadBalancerClass } = service.spec ?? {};
  return waitingSince(
    service,
    // The API takes any text for it.
    isIP(loadBalancerIP) !== 0
      ? message('ways.balancerWithoutAskedAddress', { address: loadBalancerIP })
      : message('ways.balancerWithoutAddress', { balancer: servedBy, named: loadBalancerClass ?? null }),
  );
}

/** A load balancer that serves only some of the ports says so for each address and port. */
function errorOf({ ports = [] }: BalancerAddress, { port }: ServicePortUse): string | undefined {
  const own = ports.find((each) => each.port === port.port && (each.protocol ?? 'TCP') === port.protocol);
  return own?.error || undefined;
}

function stateOf(
  [first]: readonly BalancerAddress[],
  serving: readonly BalancerAddress[],
  use: ServicePortUse,
): RouteState {
  const error = first === undefined ? undefined : errorOf(first, use);
  if (serving.length === 0 && error !== undefined)
    return { state: 'broken', why: message('ways.balancerRefusesPort', { error }) };
  return stateThrough(use);
}

function notesOf(service: ServiceObject, given: readonly BalancerAddress[], use: ServicePortUse): Message[] {
  const { loadBalancerSourceRanges: ranges = [] } = service.spec ?? {};
  const [range, ...more] = ranges;
  // One that is a proxy connects to the nodes itself, by whichever family they answer.
  const direct = given.flatMap(({ ip, ipMode }) => (ip && ipMode !== 'Proxy' ? [ip] : []));
  return [
    ...(given.some(({ ipMode }) => ipMode === 'Proxy') ? [message('ways.balancerIsProxy')] : []),
    ...familyNotes(use, nameOf(service), direct),
    ...(range === undefined ? [] : [message('ways.balancerOnlyFrom', { range, more: more.length })]),
  ];
}
