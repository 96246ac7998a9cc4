import { message } from '../../../shared/language/message.ts';
import { RemotePort } from '../../../shared/port-pair.ts';
import type { Route, RoutePort, RouteState } from '../../../shared/route.ts';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import { openerOf, podPortUses } from '../pod/pod-ports.ts';
import { type ServicePortUse, stateToPods } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { Rights, RouteWorld, Subject } from '../world.ts';

/** What a forward can lead to: each TCP port of a service, or what the pods of another target declare. */
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
  const uses = podPortUses(subject, { passes: ({ protocol = 'TCP' }) => protocol === 'TCP' });
  return uses.map(({ port, pods, state }) => ({
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

/** A service's port may have a longer name, or one that is a number, by which no forward can ask for it. */
function remoteOf({ name, port }: RoutePort): RemotePort {
  const named = RemotePort.safeParse(name);
  return named.success ? named.data : port;
}

/** It takes a headless service's port for the pod's own, as kubectl does. */
function forwarded(use: ServicePortUse, service: ServiceObject): RouteState {
  const { podPorts, port } = use;
  const state = stateToPods(use, service);
  const [podPort = 0] = podPorts;
  const isHeadless = service.spec?.clusterIP === 'None';
  if (state.state !== 'open' || !isHeadless || podPorts.includes(port.port)) return state;
  const { name = '' } = service.metadata ?? {};
  const why = message('ways.forwardHeadless', { service: name, port: port.port, podPort });
  return { state: 'broken', why };
}

function allowed(state: RouteState, { portForward }: Rights): RouteState {
  return portForward === 'denied' ? { state: 'denied', why: message('ways.mayNotForward') } : state;
}
