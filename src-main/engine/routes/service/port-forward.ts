import { message } from '../../../shared/language/message.ts';
import { RemotePort } from '../../../shared/port-pair.ts';
import type { Route, RoutePort, RouteState } from '../../../shared/route.ts';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import { hasSelector } from '../../kube/selector.ts';
import { openerOf, type PodPortUse, podPortUses, stateOfOwn } from '../pod/pod-ports.ts';
import { broken } from '../route-states.ts';
import { portUses, routePort, type ServicePortUse, stateToPods } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { Rights, RouteWorld, Subject, SubjectService } from '../world.ts';

/** What a forward can lead to: each TCP port of a service, or what the pods of another target declare, or serve to services. */
export function portForwardRoutes(subject: Subject, { rights }: RouteWorld): Route[] {
  const { target } = subject;
  const { kind, name } = target;
  if (kind === 'service') {
    return servicePortRoutes('portForward', subject, (use, { service }) => {
      if (use.port.protocol !== 'TCP' || service.spec?.type === 'ExternalName') return null;
      return {
        access: { by: 'forward', target: { kind, name }, remote: remoteOf(use.port) },
        state: allowed(forwarded(use, service), rights),
      };
    });
  }
  const declared = podPortUses(subject, { passes: ({ protocol = 'TCP' }) => protocol === 'TCP' });
  return [...declared, ...undeclaredUses(subject, declared)].map(({ port, pods, state }) => ({
    key: ['portForward', port.protocol, port.port].join('/'),
    kind: 'portForward',
    opener: openerOf(subject, pods),
    servedBy: null,
    service: null,
    port,
    access: { by: 'forward', target: { kind, name }, remote: remoteOf(port) },
    state: allowed(state, rights),
    notes: [],
  }));
}

/** Ports by which services lead to the pods. No container has to declare them: that is for information (Kubernetes API, Container). */
function undeclaredUses(
  subject: Subject,
  declared: readonly PodPortUse[],
): Pick<PodPortUse, 'port' | 'pods' | 'state'>[] {
  const { pods, services } = subject;
  const numbers = new Set(services.flatMap(podPortsBehind));
  for (const { port } of declared) numbers.delete(port.port);
  const state = stateOfOwn(subject, pods);
  return [...numbers].map((port) => ({ port: routePort({ port }), pods, state }));
}

/** Before there are ready pods, only the service itself tells, unless it leaves that to the pods by a name. */
function podPortsBehind(subject: SubjectService): readonly number[] {
  const isSelecting = hasSelector(subject.service);
  return portUses(subject).flatMap(({ port, podPorts, declared: { targetPort } }) => {
    if (port.protocol !== 'TCP') return [];
    return podPorts.length === 0 && isSelecting && typeof targetPort === 'number' ? [targetPort] : podPorts;
  });
}

/** A service's port may have a longer name, or one that is a number, by which no forward can ask for it. */
function remoteOf({ name, port }: RoutePort): RemotePort {
  const named = RemotePort.safeParse(name);
  return named.success ? named.data : port;
}

/** It goes to no pod that is being deleted, and takes a headless service's port for the pod's own, as kubectl does. */
function forwarded(use: ServicePortUse, service: ServiceObject): RouteState {
  const { podPorts, port } = use;
  const state = stateToPods(use, service);
  const { name = '' } = service.metadata ?? {};
  if (state.state === 'open' && use.isEnding) return broken(message('ways.allEnding', { service: name }));
  const [podPort = 0] = podPorts;
  const isHeadless = service.spec?.clusterIP === 'None';
  if (state.state !== 'open' || !isHeadless || podPorts.includes(port.port)) return state;
  return broken(message('ways.forwardHeadless', { service: name, port: port.port, podPort }));
}

function allowed(state: RouteState, { portForward }: Rights): RouteState {
  return portForward === 'denied' ? { state: 'denied', why: message('ways.mayNotForward') } : state;
}
