import { count } from './grammar.ts';

/**
 * What is to be known of a way in to a workload: a sentence of the fact, and what to do where something can be done. A
 * `service` is a name.
 */
export const ways = {
  'ways.allEnding': ({ service }: { service: string }) =>
    `All pods of service ${service} are being deleted. Wait for new ones, or scale their workload up.`,
  'ways.answers': ({ kind, address }: { kind: string; address: string }) =>
    `From this computer, “${kind}” answers at ${address}.`,
  'ways.answersButNot': ({ kind, address, other }: { kind: string; address: string; other: string }) =>
    `From this computer, “${kind}” answers at ${address}, but “${other}” does not.`,
  'ways.balancerIsProxy': 'Connections go through the load balancer even from inside the cluster.',
  'ways.balancerOnlyFrom': ({ range, more }: { range: string; more: number }) =>
    `Only clients from ${range}${more === 0 ? '' : ` and ${count(more, 'more range')}`} may connect (loadBalancerSourceRanges).`,
  'ways.balancerRefusesPort': ({ error }: { error: string }) =>
    `The load balancer does not serve this port (${error}).`,
  /** `named` is the class that the service asks for. */
  'ways.balancerWithoutAddress': ({ balancer, named }: { balancer: string | null; named: string | null }) =>
    `${balancer ?? 'The load balancer'} has given no address yet. Check that the cluster runs ${named === null ? 'one' : `one of the class ${named}`}, or use a forward.`,
  'ways.balancerWithoutAskedAddress': ({ address }: { address: string }) =>
    `The address ${address} was asked for and is not given yet. Check that the load balancer may give it.`,
  'ways.cannotOpen': 'This is no address that a browser opens. Copy it instead.',
  'ways.clusterIpInside':
    'Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
  'ways.endpointsNoPods': ({ service }: { service: string }) =>
    `This way needs a pod, and the endpoints of service ${service} are none.`,
  'ways.endpointsUnread': ({ port }: { port: number }) =>
    `EndpointSlices could not be read, so nobody knows whether anything answers behind port ${port}.`,
  'ways.externalIpHeadless': 'No node answers there: the service is headless. Give it a cluster IP.',
  'ways.externalIpNeedsNetwork':
    'The cluster answers there, but somebody else has to lead this address to its nodes.',
  'ways.externalNameByGateway': ({ service }: { service: string }) =>
    `Service ${service} only stands for a name outside, and whether the gateway leads there is not known.`,
  'ways.externalNameInside': ({ name }: { name: string }) =>
    `The service stands for ${name}, which only the cluster’s own DNS knows. Look for the ways in to that service.`,
  'ways.externalNameIsAddress': ({ address }: { address: string }) =>
    `The service stands for the IP address ${address} as if it were a name, which the cluster’s DNS does not resolve. Give a service without selector an EndpointSlice instead.`,
  'ways.externalNameLeads': ({ name }: { name: string }) =>
    `The service only stands for the name ${name}, which leads out of the cluster.`,
  'ways.externalNameSetting': ({ by, setting }: { by: string; setting: string }) =>
    `The service only stands for a name outside, to which ${by} leads only with ${setting}.`,
  'ways.externalNameWithoutPort': ({ name }: { name: string }) =>
    `The service only stands for the name ${name} and says no port.`,
  'ways.familyUnserved': ({ service, family }: { service: string; family: 'IPv4' | 'IPv6' }) =>
    `No endpoint of service ${service} has an ${family} address, so nothing answers at its ${family} addresses.`,
  'ways.forwardHeadless': ({ service, port, podPort }: { service: string; port: number; podPort: number }) =>
    `A forward to the headless service ${service} leads to port ${port} of its pods, and they have ${podPort}. Forward a pod or its workload.`,
  'ways.hostNetworkDeclaredOnly':
    'The pod is in its node’s own network: ports that it does not declare answer there as well.',
  'ways.hostNetworkWithoutPort':
    'The pod is in its node’s own network and declares no port: whatever it listens on answers there.',
  'ways.hostPortOnLoopback': ({ address }: { address: string }) =>
    `The node listens on ${address}, which only the node itself reaches.`,
  'ways.kind.apiProxy': 'API server proxy',
  'ways.kind.clusterIp': 'Cluster IP',
  'ways.kind.externalIp': 'External IP',
  'ways.kind.externalName': 'External name',
  'ways.kind.gateway': 'Gateway',
  'ways.kind.hostNetwork': 'Host network',
  'ways.kind.hostPort': 'Host port',
  'ways.kind.httpProxy': 'HTTPProxy',
  'ways.kind.ingress': 'Ingress',
  'ways.kind.ingressRoute': 'IngressRoute',
  'ways.kind.loadBalancer': 'Load balancer',
  'ways.kind.nodePort': 'Node port',
  'ways.kind.openshiftRoute': 'OpenShift route',
  'ways.kind.portForward': 'Forward',
  'ways.kind.virtualServer': 'VirtualServer',
  'ways.kind.virtualService': 'VirtualService',
  'ways.kindBy': ({ kind, by }: { kind: string; by: string }) => `${kind} (${by})`,
  'ways.leadsToOthers': ({ service }: { service: string }) =>
    `Service ${service} has ready pods, but none of these.`,
  'ways.localNodesOnly': 'Only nodes with a ready pod answer (externalTrafficPolicy: Local).',
  'ways.mayNotForward': 'You may not forward ports here. Ask for the right to create pods/portforward.',
  'ways.mayNotGet': ({ resource }: { resource: string }) =>
    `You may not use the API server’s proxy here. Ask for the right to get ${resource}.`,
  'ways.noEndpoints': ({ service }: { service: string }) =>
    `Service ${service} selects no pods, and nobody has given it endpoints.`,
  'ways.noNodeAddress': ({ port }: { port: number }) =>
    `No ready node with a known address answers on port ${port}.`,
  'ways.noPod': 'There is no pod.',
  'ways.noPods': ({ service }: { service: string }) =>
    `Service ${service} has no pods. Check its selector, and that they are scaled up.`,
  'ways.noPodsWithIpv6': ({ service }: { service: string }) =>
    `Service ${service} is for IPv6 alone and has no pods with such an address. Check its IP family and its selector.`,
  'ways.nodesUnread': 'Nodes could not be read, so only those of its pods are known.',
  'ways.noneReady': ({ service, pods }: { service: string; pods: number }) =>
    `None of the ${count(pods, 'pod')} of service ${service} is ready.`,
  'ways.nothingAnswers': 'No address answers from this computer, and no forward leads there either.',
  'ways.onlyForward': 'No address answers from this computer. A forward leads there.',
  /** Nobody has tried it. */
  'ways.open': 'No obstacle known',
  'ways.othersToo': ({ service }: { service: string }) => `Service ${service} leads to other pods as well.`,
  'ways.podsUnread': 'Pods could not be read, so nobody knows whether one is ready.',
  'ways.portMatchesNothing': ({
    service,
    port,
    targetPort,
  }: {
    service: string;
    port: string | number;
    targetPort: string | number;
  }) => `Port ${port} of service ${service} leads to port ${targetPort}, which none of its ready pods has.`,
};
