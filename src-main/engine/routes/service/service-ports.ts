import type { TargetPort } from '../../../shared/catalog.ts';
import { type Message, message } from '../../../shared/language/message.ts';
import { likelyProtocol, type Protocol } from '../../../shared/likely-protocol.ts';
import type { RoutePort, RouteScheme, RouteState } from '../../../shared/route.ts';
import {
  type EndpointSliceObject,
  nameOf,
  type ServiceObject,
  type ServicePort,
} from '../../kube/kube-objects.ts';
import { hasSelector } from '../../kube/selector.ts';
import { oncePerObject } from '../once-per-object.ts';
import type { SubjectService } from '../world.ts';
import { broken } from '../route-states.ts';
import { type AddressFamily, clusterAddresses, familyOf } from './address-families.ts';
import { answering, type End, endsOf, isEnding, isReady } from './slice-endpoints.ts';

/** One port of a service, and whether anything is behind it. */
export interface ServicePortUse {
  readonly declared: ServicePort;
  readonly port: RoutePort;
  /** Null where nothing tells. */
  readonly protocol: Protocol | null;
  readonly scheme: RouteScheme;
  /** Of the addresses that the endpoints have that answer; none where nothing tells. */
  readonly families: ReadonlySet<AddressFamily>;
  /** Whether a ready endpoint of the target has it. */
  readonly isReady: boolean;
  /** How many endpoints are not being deleted, ready or not. */
  readonly staying: number;
  /** Whether all that answer, of the target, are being deleted. */
  readonly isEnding: boolean;
  /** Whether a connection may come to pods that are not the target's. */
  readonly isShared: boolean;
  /** What the pods of the target that answer call by the name of this port; none where its endpoints are no pods. */
  readonly podPorts: readonly number[];
  /** Why no connection through it can work; null where one can. */
  readonly trouble: Message | null;
  /** False where nothing of this is known, because the slices may not be read. */
  readonly isRead: boolean;
}

/** All ports of a service, read once for each map: thousands of rules may lead to it. */
export const portUses = oncePerObject((subject: SubjectService): readonly ServicePortUse[] => {
  const all = endsOf(subject.slices ?? []);
  const declared = (subject.service.spec?.ports ?? []).filter(({ port }) => Boolean(port));
  return declared.map((each) => portUse(subject, all, each));
});

/** The state of a way through it, where nothing else is known. */
export function stateThrough({ declared, trouble, isRead }: ServicePortUse): RouteState {
  if (!isRead)
    return { state: 'unknown', why: message('ways.endpointsUnread', { port: declared.port ?? 0 }) };
  return trouble === null ? { state: 'open' } : { state: 'broken', why: trouble };
}

/** The same for a way that needs ready pods: a forward, and the API server's proxy, which passes over what is none (1.36). */
export function stateToPods(use: ServicePortUse, object: ServiceObject): RouteState {
  const through = stateThrough(use);
  if (through.state !== 'open') return through;
  const service = nameOf(object);
  if (!use.isReady) return broken(noneToStay(service, use.staying));
  return use.podPorts.length > 0 ? through : broken(message('ways.endpointsNoPods', { service }));
}

/** Why no ready pod is there for a service: its new ones are not ready yet, or there are none. */
function noneToStay(service: string, staying: number): Message {
  return staying > 0
    ? message('ways.noneReady', { service, pods: staying })
    : message('ways.allEnding', { service });
}

export function routePort({ name, port = 0, protocol }: Omit<ServicePort, 'targetPort'>): RoutePort {
  return { name: name || null, port, protocol: protocolOf(protocol) };
}

/** What a port of the object of that name probably speaks; TLS of an unknown protocol is not guessed. */
export function speech(
  port: RoutePort,
  name: string,
  appProtocol: string | undefined,
): Pick<ServicePortUse, 'protocol' | 'scheme'> {
  if (port.protocol !== 'TCP') return { protocol: null, scheme: port.protocol === 'UDP' ? 'udp' : 'sctp' };
  const declared: TargetPort = { ...port, appProtocol: appProtocol || null };
  const protocol = likelyProtocol(port.port, { name }, [declared]);
  const isKnown = protocol === 'http' || protocol === 'https' || protocol === 'grpc';
  return { protocol, scheme: isKnown ? protocol : 'tcp' };
}

function portUse(
  { service, slices, own }: SubjectService,
  all: readonly End[],
  declared: ServicePort,
): ServicePortUse {
  const port = routePort(declared);
  const name = nameOf(service);
  const open = answering(all);
  const staying = count(all.filter((each) => !isEnding(each)));
  const isMeant = ({ end }: End) => own === null || own.has(end.targetRef?.name ?? '');
  const serving = open.flatMap((each) => {
    const found = each.slice.ports?.find(
      (its) => (its.name ?? '') === (declared.name ?? '') && protocolOf(its.protocol) === port.protocol,
    );
    return found === undefined ? [] : [{ ...each, number: found.port }];
  });
  const having = serving.filter(isMeant);
  const trouble = (): Message | null => {
    if (having.length > 0) return null;
    if (all.length === 0) return message(withoutPods(service), { service: name });
    if (open.length === 0) return noneToStay(name, staying);
    if (!open.some(isMeant)) return message('ways.leadsToOthers', { service: name });
    return message('ways.portMatchesNothing', {
      service: name,
      port: port.name ?? port.port,
      targetPort: declared.targetPort ?? port.port,
    });
  };
  const ofPods = having.flatMap(({ end, number }) =>
    end.targetRef?.kind === 'Pod' && number !== undefined ? [number] : [],
  );
  return {
    declared,
    port,
    ...speech(port, name, declared.appProtocol),
    families: new Set(having.flatMap(({ slice }) => familiesOf(slice))),
    isReady: having.some(isReady),
    staying,
    isEnding: having.length > 0 && having.every(isEnding),
    isShared: having.length < serving.length,
    podPorts: [...new Set(ofPods)],
    trouble: trouble(),
    isRead: slices !== null,
  };
}

/** Pods have no endpoint for a service whose only family they have no address of. */
function withoutPods(service: ServiceObject) {
  if (!hasSelector(service)) return 'ways.noEndpoints';
  const families = clusterAddresses(service).map(familyOf);
  const isForIpv6 = families.length > 0 && families.every((family) => family === 'IPv6');
  return isForIpv6 ? 'ways.noPodsWithIpv6' : 'ways.noPods';
}

function familiesOf({ addressType }: EndpointSliceObject): AddressFamily[] {
  return addressType === 'IPv4' || addressType === 'IPv6' ? [addressType] : [];
}

/** A dual-stack service has a slice for each family, with the same pods. */
function count(ends: readonly End[]): number {
  return new Set(ends.map(({ end }, index) => end.targetRef?.name ?? index)).size;
}

function protocolOf(protocol: string | undefined): RoutePort['protocol'] {
  return protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP';
}
