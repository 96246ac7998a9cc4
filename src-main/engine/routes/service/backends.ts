import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteKind, RoutePort, RouteState } from '../../../shared/route.ts';
import { nameOf, type ServiceObject } from '../../kube/kube-objects.ts';
import type { SubjectService } from '../world.ts';
import { portUses, type ServicePortUse, stateThrough } from './service-ports.ts';

/** How a rule chooses among the ports of a service. */
export interface PortChoice {
  /** As the rule writes it; null where it names none. */
  readonly asked: string | number | null;
  readonly isOf: (use: ServicePortUse, its: SubjectService) => boolean;
}

/** What a rule of a controller leads to. */
export type Backend = { readonly port: RoutePort } & Pick<Route, 'state' | 'notes'>;

/** Connect to a name outside at the number of a rule, whether or not the service declares it (ingress-nginx, Traefik, NGINX). */
const connectingAtAnyPort: ReadonlySet<RouteKind> = new Set(['ingress', 'ingressRoute', 'virtualServer']);

/** Lead to a name outside only where they are told so (Traefik's and Contour's documentation). */
const settings: Partial<Record<RouteKind, { readonly by: string; readonly setting: string }>> = {
  ingressRoute: { by: 'Traefik', setting: 'allowExternalNameServices' },
  httpProxy: { by: 'Contour', setting: 'enableExternalNameService' },
};

/** A port of a service by its number, or by its name. */
export function servicePort(asked: number | string | null): PortChoice {
  const isOf = ({ port }: ServicePortUse) => asked === (typeof asked === 'number' ? port.port : port.name);
  return { asked, isOf: (use) => asked !== null && isOf(use) };
}

/**
 * What a rule of that kind leads to by a service; none where this has no such port. UDP ports are left out: no rule that is
 * read here leads to one, and with HTTP/3 one has the number of HTTPS.
 */
export function backendsOf(kind: RouteKind, its: SubjectService, { asked, isOf }: PortChoice): Backend[] {
  const { service } = its;
  const notes = outsideNotes(kind, service);
  const declared = portUses(its)
    .filter((use) => use.port.protocol === 'TCP' && isOf(use, its))
    .map((use): Backend => ({ port: use.port, state: stateBehind(kind, use, service), notes }));
  const isAnyPort = isOutside(service) && connectingAtAnyPort.has(kind);
  return declared.length === 0 && isAnyPort && typeof asked === 'number'
    ? [{ port: { name: null, port: asked, protocol: 'TCP' }, state: { state: 'open' }, notes }]
    : declared;
}

/** The state of a way by a controller, which connects to the name that a service stands for and asks for no pods then. */
export function stateBehind(kind: RouteKind, use: ServicePortUse, service: ServiceObject): RouteState {
  if (!isOutside(service)) return stateThrough(use);
  // Left to each implementation, and discouraged (Gateway API, HTTPBackendRef).
  return kind === 'gateway'
    ? { state: 'unknown', why: message('ways.externalNameByGateway', { service: nameOf(service) }) }
    : { state: 'open' };
}

function outsideNotes(kind: RouteKind, service: ServiceObject): Message[] {
  const needed = settings[kind];
  return needed !== undefined && isOutside(service) ? [message('ways.externalNameSetting', needed)] : [];
}

function isOutside({ spec }: ServiceObject): boolean {
  return spec?.type === 'ExternalName';
}
