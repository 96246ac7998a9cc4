import type { customRoute as Words } from '../en/custom-route.ts';

export const customRoute: typeof Words = {
  'customRoute.conditions': '只有满足该规则其他条件的请求才会转到这里。',
  'customRoute.customListener': ({ listener }) =>
    `它要求使用监听器 ${listener}，其端口只写在控制器的 GlobalConfiguration 中。`,
  'customRoute.gatewayMissing': ({ gateway }) => `没有名为 ${gateway} 的 Gateway。请创建它，或更正名称。`,
  'customRoute.gatewayUnread': ({ gateway }) => `你无权读取 Gateway ${gateway}，因此不知道它在哪里监听。`,
  'customRoute.hostNotAtGateway': ({ gateway }) =>
    `Gateway ${gateway} 没有接受其主机名的服务器。请检查那里的主机名、端口和协议。`,
  'customRoute.insideMesh': '它没有指定 Gateway，因此只在网格内部有效。',
  'customRoute.noEntryPort': ({ port }) => `其控制器没有 Service 对外开放入口 ${port}。`,
  'customRoute.noSuchPort': ({ service, port }) =>
    port === null
      ? `它没有指定 Service ${service} 的端口。`
      : `它指向 Service ${service} 的端口 ${port}，但该 Service 没有此端口。`,
  'customRoute.noWeight': '其权重为 0，因此不会有请求转到这里。',
  'customRoute.notExported': ({ namespace }) => `它没有导出到其 Gateway 所在的命名空间 ${namespace}。`,
  'customRoute.notTaken': ({ by }) =>
    `${by} 尚未接管它。请检查 ${by} 是否在运行，以及是否监视此命名空间和类别。`,
  'customRoute.orphan': ({ parent }) => `没有生效的 ${parent} 指向它。`,
  'customRoute.parentsUnread': ({ parent }) => `你无权读取所有 ${parent}，因此不知道哪一个指向它。`,
  'customRoute.passthrough': 'TLS 会原样传到 Pod，Pod 必须自己处理 TLS。',
  'customRoute.redirects': '明文 HTTP 只会被重定向到 HTTPS。',
  'customRoute.refused': ({ by, reason }) => `${by} 拒绝了它：${reason}。`,
  'customRoute.ruleNotUnderstood': ({ rule }) => `Portolan 无法理解其规则：${rule}`,
  'customRoute.subset': ({ subset }) => `只有子集 ${subset} 的 Pod 会收到这些请求。`,
  'customRoute.tcpHostNeedsTls': '只有使用 TLS 时 Traefik 才知道连接的主机名，而它没有使用 TLS。',
  'customRoute.traefikCrossNamespace':
    '它与 Service 不在同一命名空间，Traefik 只有启用 allowCrossNamespace 才会处理。',
  'customRoute.warns': ({ by, reason }) => `${by} 警告：${reason}。`,
};
