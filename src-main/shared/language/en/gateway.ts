import { count, sentence } from './grammar.ts';

/** What is to be known of a way in by the Gateway API. A `gateway` is `namespace/name`, `at` a Gateway or ListenerSet with its kind, a `reason` another program's words. */
export const gateway = {
  'gateway.classMissing': ({ gateway, name }: { gateway: string; name: string }) =>
    `Gateway ${gateway} is of the class ${name}, which does not exist. Create the class, or correct gatewayClassName.`,
  'gateway.classRefused': ({ name, reason }: { name: string; reason: string }) =>
    `The gateway class ${name} is not served. ${sentence(reason)}`,
  /** `from` is the namespace of the route, `namespace` that of the service `name`. */
  'gateway.grantMissing': ({
    kind,
    from,
    name,
    namespace,
  }: {
    kind: string;
    from: string;
    name: string;
    namespace: string;
  }) =>
    `Namespace ${namespace} needs a ReferenceGrant from ${kind} in namespace ${from} to Service ${name}; without it the gateway sends nothing there.`,
  'gateway.grantsUnread': ({ namespace, from }: { namespace: string; from: string }) =>
    `You may not list the ReferenceGrants of namespace ${namespace}, one of which has to allow routes of namespace ${from}.`,
  'gateway.hostsApart': ({ at }: { at: string }) =>
    `No host of this route is one that ${at} takes. Compare the hostnames of the route and of the listeners.`,
  'gateway.inside': ({ gateway }: { gateway: string }) =>
    `Gateway ${gateway} listens inside the cluster only. A forward leads to it from here.`,
  'gateway.kindNotTaken': ({ at, kind }: { at: string; kind: string }) =>
    `No listener of ${at} that this route names takes a ${kind}. Check its protocol and allowedRoutes.`,
  'gateway.listenerHidden': ({ at, listener, port }: { at: string; listener: string; port: number }) =>
    `Where listener ${listener} of ${at} is open is not known: no service leads from the gateway’s addresses to its port ${port}. Compare the ports of the gateway’s service.`,
  'gateway.listenerPartly': ({ at, listener, reason }: { at: string; listener: string; reason: string }) =>
    `Part of listener ${listener} of ${at} does not work. ${sentence(reason)}`,
  'gateway.listenerRefused': ({ at, listener, reason }: { at: string; listener: string; reason: string }) =>
    `Listener ${listener} of ${at} does not work. ${sentence(reason)}`,
  'gateway.listenerSetMalformed': ({ at }: { at: string }) =>
    `${at} has no gateway or no listeners that can be understood.`,
  'gateway.listenerSetNotTaken': ({ at, gateway }: { at: string; gateway: string }) =>
    `Gateway ${gateway} takes no listeners of ${at}. Its allowedListeners have to include that namespace.`,
  'gateway.listenerSetOld': ({ name }: { name: string }) =>
    `The route hangs on the XListenerSet ${name}, a kind of before Gateway API 1.5 whose listeners are not read.`,
  'gateway.listenerSetRefused': ({ at, reason }: { at: string; reason: string }) =>
    `${at} does not work. ${sentence(reason)}`,
  'gateway.malformed': ({ gateway }: { gateway: string }) =>
    `Gateway ${gateway} has no class or no listeners that can be understood.`,
  'gateway.matchesMalformed':
    'No match of the route that leads here can be understood, so where it answers is not known. Correct the paths of its matches.',
  'gateway.missing': ({ at }: { at: string }) =>
    `There is no ${at}. Create it, or correct the parentRef that names it.`,
  'gateway.moreRoutes': ({ more }: { more: number }) =>
    `${count(more, 'more route')} of the Gateway API ${more === 1 ? 'leads here and is' : 'lead here and are'} not listed.`,
  'gateway.namespaceNotTaken': ({ at, namespace }: { at: string; namespace: string }) =>
    `${at} takes no routes from namespace ${namespace}. Its allowedRoutes have to include it.`,
  'gateway.namespacesUnread': ({ at, namespace }: { at: string; namespace: string }) =>
    `${at} chooses namespaces by their labels, and you may not read those of ${namespace}.`,
  /** Without a name or a port, the gateway has no listener at all. */
  'gateway.noListener': ({
    at,
    listener,
    port,
  }: {
    at: string;
    listener: string | null;
    port: number | null;
  }) =>
    `${at} has no listener${listener === null ? '' : ` ${listener}`}${port === null ? '' : ` on port ${port}`}. Correct the route’s parentRefs.`,
  'gateway.noWeight': ({ service }: { service: string }) =>
    `The route sends nothing to Service ${service} while its weight is 0.`,
  'gateway.partly': ({ reason }: { reason: string }) =>
    `Some of this route does not work. ${sentence(reason)}`,
  'gateway.passesTls':
    'The gateway passes TLS through: the certificate is that of the pod, and only the server name chooses it.',
  'gateway.portMissing': ({ service, port }: { service: string; port: number }) =>
    `The route leads to port ${port}, which Service ${service} does not have.`,
  'gateway.portNotNamed': ({ service }: { service: string }) =>
    `The route names no port of Service ${service}. Add port to its backendRef.`,
  'gateway.refused': ({ gateway, reason }: { gateway: string; reason: string }) =>
    `Gateway ${gateway} does not work. ${sentence(reason)}`,
  'gateway.routeRefused': ({ at, reason }: { at: string; reason: string }) =>
    `${at} does not take this route. ${sentence(reason)}`,
  'gateway.share': ({ own, total }: { own: number; total: number }) =>
    `Only a share of what comes goes here, by weight ${own} of ${total}; the rest goes to other backends.`,
  /** `only` lists the method, headers and parameters of a request; `path` is null where they count for all. */
  'gateway.takes': ({ path, only }: { path: string | null; only: string }) =>
    `${path === null ? 'It' : `On ${path} it`} takes requests with ${only}.`,
  'gateway.takesMore': ({ more }: { more: number }) =>
    `${count(more, 'more rule')} of this route ask for a method, headers or parameters.`,
  /** `controller` is null where the class does not tell it. */
  'gateway.through': ({ gateway, controller }: { gateway: string; controller: string | null }) =>
    `Comes in through Gateway ${gateway}${controller === null ? '' : `, which ${controller} serves`}.`,
  'gateway.unread': ({ at }: { at: string }) =>
    `You may not read ${at}, which decides whether this route works.`,
  'gateway.unresolved': ({ reason }: { reason: string }) =>
    `The gateway cannot follow this route. ${sentence(reason)}`,
  'gateway.withoutAddress': ({ gateway }: { gateway: string }) =>
    `Gateway ${gateway} has no address yet. Check that the cluster runs the controller of its class.`,
  'gateway.withoutAddressFor': ({ gateway, reason }: { gateway: string; reason: string }) =>
    `Gateway ${gateway} has no address yet. ${sentence(reason)}`,
};
