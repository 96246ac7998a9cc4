import { message } from '../../../shared/language/message.ts';
import type { Protocol } from '../../../shared/likely-protocol.ts';
import type { Route, RoutePort, RouteState } from '../../../shared/route.ts';
import { proxyPath } from '../../kube/api-paths.ts';
import { podPortUses } from '../pod/pod-ports.ts';
import { stateToPods } from './service-ports.ts';
import { servicePortRoutes } from './service-routes.ts';
import type { Right, RouteWorld, Subject } from '../world.ts';

/** HTTP through the API server, which connects to a service's endpoint, or to a pod, in the caller's place. */
export function apiProxyRoutes(subject: Subject, { rights }: RouteWorld): Route[] {
  const { namespace, kind, name } = subject.target;
  const ofServices = servicePortRoutes('apiProxy', subject, (use, { service }) => {
    if (!mayBeWeb(use) || service.spec?.type === 'ExternalName') return null;
    const { namespace = '', name = '' } = service.metadata ?? {};
    return {
      access: { by: 'apiServer', path: pathOf(namespace, 'services', name, use) },
      state: allowed(stateToPods(use, service), rights.serviceProxy, 'services/proxy'),
    };
  });
  if (kind !== 'pod') return ofServices;
  const ofPod = podPortUses(subject, { passes: () => true })
    .filter(mayBeWeb)
    .map((use): Route => ({
      key: ['apiProxy', use.port.protocol, use.port.port].join('/'),
      kind: 'apiProxy',
      opener: { kind: 'Pod', namespace, name },
      servedBy: null,
      service: null,
      port: use.port,
      access: { by: 'apiServer', path: pathOf(namespace, 'pods', name, use) },
      state: allowed(use.state, rights.podProxy, 'pods/proxy'),
      notes: [],
    }));
  return [...ofServices, ...ofPod];
}

interface PortUse {
  readonly port: RoutePort;
  readonly protocol: Protocol | null;
}

/** The API server speaks HTTP or HTTPS there; a protocol that is not known may be either. */
function mayBeWeb({ port, protocol }: PortUse): boolean {
  return port.protocol === 'TCP' && (protocol === null || protocol === 'http' || protocol === 'https');
}

function pathOf(
  namespace: string,
  resource: 'services' | 'pods',
  name: string,
  { port: { name: portName, port }, protocol }: PortUse,
): string {
  // A name that is a number would be taken for the number.
  const isNamed = resource === 'services' && portName !== null && !/^\d+$/.test(portName);
  return proxyPath(
    { namespace, resource, name },
    { remote: isNamed ? portName : port, scheme: protocol === 'https' ? 'https' : 'http' },
  );
}

function allowed(state: RouteState, right: Right, resource: string): RouteState {
  return right === 'denied' ? { state: 'denied', why: message('ways.mayNotGet', { resource }) } : state;
}
