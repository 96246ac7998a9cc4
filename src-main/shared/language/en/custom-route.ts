/** What is to be known of ways in that custom resources open: VirtualServer, IngressRoute, HTTPProxy and their like. */
export const customRoute = {
  'customRoute.conditions': 'Only requests that meet further conditions of the rule are led here.',
  'customRoute.customListener': ({ listener }: { listener: string }) =>
    `It asks for the listener ${listener}, whose port only the GlobalConfiguration of its controller says.`,
  'customRoute.gatewayMissing': ({ gateway }: { gateway: string }) =>
    `There is no Gateway ${gateway}. Create it, or correct its name.`,
  'customRoute.gatewayUnread': ({ gateway }: { gateway: string }) =>
    `You may not read Gateway ${gateway}, so where it listens is not known.`,
  'customRoute.hostNotAtGateway': ({ gateway }: { gateway: string }) =>
    `No server of Gateway ${gateway} takes its hosts. Check hosts, port and protocol there.`,
  'customRoute.insideMesh': 'It names no gateway, so it counts only inside the mesh.',
  'customRoute.noEntryPort': ({ port }: { port: string | number }) =>
    `No service of its controller opens the entry ${port} to the outside.`,
  /** `port` is null where it names none. */
  'customRoute.noSuchPort': ({ service, port }: { service: string; port: string | number | null }) =>
    port === null
      ? `It names no port of service ${service}.`
      : `It leads to port ${port} of service ${service}, which has no such port.`,
  'customRoute.noWeight': 'Its weight is 0, so no request is led here.',
  'customRoute.notExported': ({ namespace }: { namespace: string }) =>
    `It is not exported to namespace ${namespace}, where its gateway is.`,
  'customRoute.notTaken': ({ by }: { by: string }) =>
    `${by} has not taken it up. Check that it runs, and that it watches this namespace and class.`,
  'customRoute.orphan': ({ parent }: { parent: string }) => `No ${parent} that is in use leads to it.`,
  'customRoute.parentsUnread': ({ parent }: { parent: string }) =>
    `You may not read every ${parent}, so which of them leads to it is not known.`,
  'customRoute.passthrough': 'TLS goes through to the pods, which have to speak it.',
  'customRoute.redirects': 'Plain HTTP is only redirected to HTTPS.',
  'customRoute.refused': ({ by, reason }: { by: string; reason: string }) => `${by} refuses it: ${reason}.`,
  'customRoute.ruleNotUnderstood': ({ rule }: { rule: string }) =>
    `Portolan does not understand its rule: ${rule}`,
  'customRoute.subset': ({ subset }: { subset: string }) =>
    `Only pods of the subset ${subset} get these requests.`,
  'customRoute.tcpHostNeedsTls':
    'Traefik knows the host of a connection only with TLS, which it does not have.',
  'customRoute.traefikCrossNamespace':
    'It is in another namespace than the service, which Traefik follows only with allowCrossNamespace.',
  'customRoute.warns': ({ by, reason }: { by: string; reason: string }) => `${by} warns: ${reason}.`,
};
