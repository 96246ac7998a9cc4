import type { ways as Words } from '../en/ways.ts';
import { number } from './grammar.ts';

export const ways: typeof Words = {
  'ways.allEnding': ({ service }) => `Service ${service} 的 Pod 都正在被删除。请等待新的 Pod，或增加副本数。`,
  'ways.answers': ({ kind, address }) => `从本机访问，“${kind}”在 ${address} 有应答。`,
  'ways.answersButNot': ({ kind, address, other }) =>
    `从本机访问，“${kind}”在 ${address} 有应答，但“${other}”没有。`,
  'ways.balancerIsProxy': '即使从集群内部连接，也会经过负载均衡器。',
  'ways.balancerOnlyFrom': ({ range, more }) =>
    `只有来自 ${range}${more === 0 ? '' : ` 及另外 ${number(more)} 个网段`}的客户端可以连接（loadBalancerSourceRanges）。`,
  'ways.balancerRefusesPort': ({ error }) => `负载均衡器不提供此端口（${error}）。`,
  'ways.balancerWithoutAddress': ({ balancer, named }) =>
    `${balancer ?? '负载均衡器'}尚未分配地址。请检查集群是否运行${named === null ? '负载均衡器' : `类别为 ${named} 的负载均衡器`}，或使用转发。`,
  'ways.balancerWithoutAskedAddress': ({ address }) =>
    `已请求地址 ${address}，但尚未分配。请检查负载均衡器是否可以分配该地址。`,
  'ways.cannotOpen': '浏览器无法打开此地址。请复制它。',
  'ways.clusterIpInside': '只有集群的节点和 Pod 能访问此地址。可通过转发从本机访问。',
  'ways.endpointsNoPods': ({ service }) => `此途径需要 Pod，而 Service ${service} 的端点不是 Pod。`,
  'ways.endpointsUnread': ({ port }) => `无法读取 EndpointSlice，因此不知道端口 ${port} 之后是否有应答。`,
  'ways.externalIpHeadless': '没有节点在此地址应答：该 Service 是无头服务。请为其分配集群 IP。',
  'ways.externalIpNeedsNetwork': '集群会在此地址应答，但需要由外部网络将该地址路由到其节点。',
  'ways.externalNameByGateway': ({ service }) =>
    `Service ${service} 只代表一个外部名称，无法确定 Gateway 是否会转到那里。`,
  'ways.externalNameInside': ({ name }) =>
    `该 Service 代表 ${name}，只有集群自己的 DNS 认识这个名称。请查看进入那个 Service 的途径。`,
  'ways.externalNameIsAddress': ({ address }) =>
    `该 Service 把 IP 地址 ${address} 当作名称，集群的 DNS 无法解析。请改用没有选择器的 Service，并为其提供 EndpointSlice。`,
  'ways.externalNameLeads': ({ name }) => `该 Service 只代表名称 ${name}，指向集群之外。`,
  'ways.externalNameSetting': ({ by, setting }) =>
    `该 Service 只代表一个外部名称，${by} 只有启用 ${setting} 才会转到那里。`,
  'ways.externalNameWithoutPort': ({ name }) => `该 Service 只代表名称 ${name}，没有声明端口。`,
  'ways.familyUnserved': ({ service, family }) =>
    `Service ${service} 没有 ${family} 端点，因此其 ${family} 地址不会应答。`,
  'ways.forwardHeadless': ({ service, port, podPort }) =>
    `转发到无头 Service ${service} 会连到其 Pod 的端口 ${port}，而它们的端口是 ${podPort}。请转发 Pod 或其工作负载。`,
  'ways.hostNetworkDeclaredOnly': 'Pod 使用节点自身的网络：未声明的端口也会在该节点上应答。',
  'ways.hostNetworkWithoutPort': 'Pod 使用节点自身的网络且未声明端口：它监听的端口都会在该节点上应答。',
  'ways.hostPortOnLoopback': ({ address }) => `节点在 ${address} 上监听，只有节点自身能访问。`,
  'ways.kind.apiProxy': 'API 服务器代理',
  'ways.kind.clusterIp': '集群 IP',
  'ways.kind.externalIp': '外部 IP',
  'ways.kind.externalName': '外部名称',
  'ways.kind.gateway': 'Gateway',
  'ways.kind.hostNetwork': '主机网络',
  'ways.kind.hostPort': '主机端口',
  'ways.kind.httpProxy': 'HTTPProxy',
  'ways.kind.ingress': 'Ingress',
  'ways.kind.ingressRoute': 'IngressRoute',
  'ways.kind.loadBalancer': '负载均衡器',
  'ways.kind.nodePort': '节点端口',
  'ways.kind.openshiftRoute': 'OpenShift 路由',
  'ways.kind.portForward': '转发',
  'ways.kind.virtualServer': 'VirtualServer',
  'ways.kind.virtualService': 'VirtualService',
  'ways.kindBy': ({ kind, by }) => `${kind} (${by})`,
  'ways.leadsToOthers': ({ service }) => `Service ${service} 有就绪的 Pod，但不包括这里的 Pod。`,
  'ways.localNodesOnly': '只有运行就绪 Pod 的节点会应答（externalTrafficPolicy: Local）。',
  'ways.mayNotForward': '你无权在此转发端口。请申请 create pods/portforward 权限。',
  'ways.mayNotGet': ({ resource }) => `你无权在此使用 API 服务器的代理。请申请 get ${resource} 权限。`,
  'ways.noEndpoints': ({ service }) => `Service ${service} 不选择任何 Pod，也没有端点。`,
  'ways.noNodeAddress': ({ port }) => `没有地址已知的就绪节点在端口 ${port} 上应答。`,
  'ways.noPod': '没有 Pod。',
  'ways.noPods': ({ service }) => `Service ${service} 没有 Pod。请检查其选择器以及副本数。`,
  'ways.noPodsWithIpv6': ({ service }) =>
    `Service ${service} 仅用于 IPv6，没有具有 IPv6 地址的 Pod。请检查其 IP 协议族和选择器。`,
  'ways.nodesUnread': '无法读取节点，因此只知道其 Pod 所在的节点。',
  'ways.noneReady': ({ service, pods }) => `Service ${service} 的 ${number(pods)} 个 Pod 都未就绪。`,
  'ways.nothingAnswers': '从本机访问，没有地址应答，也没有转发可用。',
  'ways.onlyForward': '从本机访问，没有地址应答。可以使用转发。',
  'ways.open': '未发现障碍',
  'ways.othersToo': ({ service }) => `Service ${service} 也会通往其他 Pod。`,
  'ways.podsUnread': '无法读取 Pod，因此不知道是否有 Pod 就绪。',
  'ways.portMatchesNothing': ({ service, port, targetPort }) =>
    `Service ${service} 的端口 ${port} 指向端口 ${targetPort}，但其就绪的 Pod 都没有该端口。`,
};
