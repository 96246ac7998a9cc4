import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteAddress, RouteState } from '../../../shared/route.ts';
import { type EntryObject, nameOf } from '../../kube/kube-objects.ts';
import { classOf, type IngressClass } from './ingress-class.ts';
import { type Claims, claimsOf, conflictOf } from './ingress-conflicts.ts';
import { entranceOfClass, entranceOfIngress, type IngressEntrance } from './ingress-entrance.ts';
import { listeningOf } from './ingress-listening.ts';
import { defaultRules, ingressPlaces } from './ingress-places.ts';
import { type IngressBackend, type IngressRule, type IngressRules, ingressRules } from './ingress-rules.ts';
import { addressesOf } from '../entrance/entry-places.ts';
import type { Entrance } from '../entrance/entry-points.ts';
import { firstAddresses } from '../entrance/first-addresses.ts';
import { routesOfFirst } from '../entrance/first-openers.ts';
import { type Backend, backendsOf, servicePort } from '../service/backends.ts';
import { broken } from '../route-states.ts';
import { itemsOf, type RouteWorld, type Subject, type SubjectService } from '../world.ts';

/** What an Ingress leads to one port of one service. */
interface Lead {
  readonly its: SubjectService;
  /** Null where the service has no such port. */
  readonly to: Backend | null;
  /** Its number, or what the first rule asks for where there is none. */
  readonly port: string | number | null;
  readonly rules: IngressRule[];
  isDefault: boolean;
}

/** Hosts and paths that Ingresses lead to the subject's services: a route for each Ingress and port. */
export function ingressRoutes(subject: Subject, world: RouteWorld): Route[] {
  const all = itemsOf(world.entries.ingresses);
  const leading = all
    .map((ingress) => ({ ingress, leads: leadsOf(ingress, subject) }))
    .filter(({ leads }) => leads.length > 0)
    .toSorted((a, b) => nameOf(a.ingress).localeCompare(nameOf(b.ingress), 'en'));
  if (leading.length === 0) return [];
  const claims = claimsOf(all, world);
  const around: Around = { subject, world, claims, ofClass: ofEachClass(subject, world) };
  return routesOfFirst(
    leading,
    ({ ingress, leads }) => routesOf(ingress, leads, around),
    (more) => message('ingress.moreIngresses', { more }),
  );
}

interface Around {
  readonly subject: Subject;
  readonly world: RouteWorld;
  readonly claims: Claims;
  readonly ofClass: (its: IngressClass) => Entrance;
}

/** Once for each class: Ingresses are many, and services, among which its controller's is sought, still more. */
function ofEachClass(subject: Subject, world: RouteWorld): Around['ofClass'] {
  const known = new Map<string, Entrance>();
  return (its) => {
    const key = JSON.stringify(its);
    const entrance = known.get(key) ?? entranceOfClass(its, subject, world);
    known.set(key, entrance);
    return entrance;
  };
}

function routesOf(ingress: EntryObject, leads: readonly Lead[], around: Around): Route[] {
  const { subject, world, claims, ofClass } = around;
  const rules = ingressRules(ingress);
  const its = classOf(ingress, world);
  const at = entranceOfIngress(ingress, its, ofClass(its), world);
  const { entrance, trouble } = at;
  const listening = listeningOf(ingress, its);
  return leads.map((lead) => {
    const asked = [...lead.rules, ...(lead.isDefault ? defaultRules(rules) : [])];
    const first = firstAddresses(addressesOf(ingressPlaces(ingress, rules, listening, asked), entrance));
    const conflict = conflictOf(ingress, lead.rules, claims, world);
    const { port, state } = portOf(lead, nameOf(ingress));
    const service = nameOf(lead.its.service);
    return {
      key: ['ingress', nameOf(ingress), service, String(lead.port)].join('/'),
      kind: 'ingress',
      opener: { kind: 'Ingress', namespace: subject.target.namespace, name: nameOf(ingress) },
      servedBy: 'name' in its ? its.name : null,
      serving: [...entrance.services],
      service,
      port,
      access: { by: 'network', addresses: first.addresses },
      state: firstTrouble(state, classState(its, at), trouble, portState(first.addresses)),
      notes: [
        ...(lead.isDefault ? [message('ingress.defaultBackend')] : []),
        ...classNotes(its),
        ...(entrance.state === 'known' ? entrance.notes : []),
        ...(conflict === null ? [] : [conflict]),
        ...(listening?.redirects === false ? [] : tlsNotes(first.addresses)),
        ...first.notes,
        ...oddNotes(rules),
      ],
    };
  });
}

/** By service and port of the subject, what leads there. */
function leadsOf(ingress: EntryObject, { services }: Subject): Lead[] {
  const { rules, defaultBackend } = ingressRules(ingress);
  const named = new Map(services.map((each) => [nameOf(each.service), each]));
  const leads = new Map<string, Lead>();
  const leadTo = (backend: IngressBackend | null): Lead | null => {
    const its = backend === null ? undefined : named.get(backend.service);
    if (backend === null || its === undefined) return null;
    const [to = null] = backendsOf('ingress', its, servicePort(backend.port));
    const port = to?.port.port ?? backend.port;
    const key = JSON.stringify([backend.service, port]);
    const lead = leads.get(key) ?? { its, to, port, rules: [], isDefault: false };
    leads.set(key, lead);
    return lead;
  };
  for (const rule of rules) leadTo(rule.backend)?.rules.push(rule);
  const rest = leadTo(defaultBackend);
  if (rest !== null) rest.isDefault = true;
  return [...leads.values()];
}

function portOf({ its, to, port: asked }: Lead, ingress: string): Pick<Route, 'port' | 'state'> {
  if (to !== null) return to;
  const service = nameOf(its.service);
  return { port: null, state: broken(message('ingress.portMissing', { ingress, service, port: asked })) };
}

/** A controller may have served it before its class went, so an address proves nothing then. */
function classState(its: IngressClass, { isServed }: IngressEntrance): RouteState | null {
  if (its.state !== 'dangling') return null;
  const why = message('ingress.classMissing', { name: its.name });
  return { state: isServed ? 'unknown' : 'broken', why };
}

function portState(addresses: readonly RouteAddress[]): RouteState | null {
  return addresses.length > 0 ? null : { state: 'unknown', why: message('ingress.noPort') };
}

function firstTrouble(first: RouteState, ...more: readonly (RouteState | null)[]): RouteState {
  return [first, ...more].find((each) => each !== null && each.state !== 'open') ?? { state: 'open' };
}

function classNotes(its: IngressClass): Message[] {
  switch (its.state) {
    case 'default':
      return [message('ingress.defaultClass', { name: its.name })];
    case 'unread':
      return [message('ingress.classesUnread')];
    case 'known':
    case 'annotated':
    case 'dangling':
    case 'none':
      return [];
  }
}

function tlsNotes(addresses: readonly RouteAddress[]): Message[] {
  return addresses.some(({ scheme }) => scheme === 'https') ? [message('ingress.plainRedirects')] : [];
}

function oddNotes({ odd }: IngressRules): Message[] {
  return odd > 0 ? [message('ingress.oddRules', { odd })] : [];
}
