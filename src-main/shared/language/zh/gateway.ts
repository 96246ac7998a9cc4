import type { gateway as Words } from '../en/gateway.ts';
import { number, sentence } from './grammar.ts';

export const gateway: typeof Words = {
  'gateway.classMissing': ({ gateway, name }) =>
    `Gateway ${gateway} 使用的类别 ${name} 不存在。请创建该类别，或更正 gatewayClassName。`,
  'gateway.classRefused': ({ name, reason }) => `没有控制器提供 Gateway 类别 ${name}：${sentence(reason)}`,
  'gateway.grantMissing': ({ kind, from, name, namespace }) =>
    `命名空间 ${namespace} 需要一个 ReferenceGrant，允许命名空间 ${from} 的 ${kind} 引用 Service ${name}；否则 Gateway 不会向它转发。`,
  'gateway.grantsUnread': ({ namespace, from }) =>
    `你无权列出命名空间 ${namespace} 的 ReferenceGrant，而其中必须有一个允许命名空间 ${from} 的路由。`,
  'gateway.hostsApart': ({ at }) => `此路由的主机名都不被 ${at} 接受。请比较路由与监听器的 hostnames。`,
  'gateway.inside': ({ gateway }) => `Gateway ${gateway} 只在集群内部监听。可通过转发从本机访问。`,
  'gateway.kindNotTaken': ({ at, kind }) =>
    `此路由指定的 ${at} 的监听器都不接受 ${kind}。请检查其协议和 allowedRoutes。`,
  'gateway.listenerHidden': ({ at, listener, port }) =>
    `不知道 ${at} 的监听器 ${listener} 在哪里开放：没有 Service 从 Gateway 的地址通向它的端口 ${port}。请比较 Gateway 的 Service 的端口。`,
  'gateway.listenerPartly': ({ at, listener, reason }) =>
    `${at} 的监听器 ${listener} 有一部分无法工作：${sentence(reason)}`,
  'gateway.listenerRefused': ({ at, listener, reason }) =>
    `${at} 的监听器 ${listener} 无法工作：${sentence(reason)}`,
  'gateway.listenerSetMalformed': ({ at }) => `${at} 没有可以理解的 Gateway 或监听器。`,
  'gateway.listenerSetNotTaken': ({ at, gateway }) =>
    `Gateway ${gateway} 不接受 ${at} 的监听器。它的 allowedListeners 需要包含该命名空间。`,
  'gateway.listenerSetOld': ({ name }) =>
    `此路由挂在 XListenerSet ${name} 上，那是 Gateway API 1.5 之前的类型，这里不读取它的监听器。`,
  'gateway.listenerSetRefused': ({ at, reason }) => `${at} 无法工作：${sentence(reason)}`,
  'gateway.malformed': ({ gateway }) => `Gateway ${gateway} 没有可以理解的类别或监听器。`,
  'gateway.matchesMalformed':
    '通向这里的匹配条件都无法理解，因此不知道它在哪里应答。请更正匹配条件中的路径。',
  'gateway.missing': ({ at }) => `没有 ${at}。请创建它，或更正指向它的 parentRef。`,
  'gateway.moreRoutes': ({ more }) => `还有 ${number(more)} 个 Gateway API 路由通向这里，未列出。`,
  'gateway.namespaceNotTaken': ({ at, namespace }) =>
    `${at} 不接受命名空间 ${namespace} 的路由。它的 allowedRoutes 需要包含该命名空间。`,
  'gateway.namespacesUnread': ({ at, namespace }) =>
    `${at} 按标签选择命名空间，而你无权读取 ${namespace} 的标签。`,
  'gateway.noListener': ({ at, listener, port }) =>
    `${at} 没有${port === null ? '' : `端口 ${port} 上的`}监听器${listener === null ? '' : ` ${listener}`}。请更正路由的 parentRefs。`,
  'gateway.noWeight': ({ service }) => `权重为 0 时，此路由不会向 Service ${service} 转发。`,
  'gateway.partly': ({ reason }) => `此路由有一部分无法工作：${sentence(reason)}`,
  'gateway.passesTls': 'Gateway 直接透传 TLS：证书由 Pod 提供，只按服务器名称选择。',
  'gateway.portMissing': ({ service, port }) => `此路由指向端口 ${port}，但 Service ${service} 没有该端口。`,
  'gateway.portNotNamed': ({ service }) =>
    `此路由没有指定 Service ${service} 的端口。请在其 backendRef 中添加 port。`,
  'gateway.refused': ({ gateway, reason }) => `Gateway ${gateway} 无法工作：${sentence(reason)}`,
  'gateway.routeRefused': ({ at, reason }) => `${at} 不接受此路由：${sentence(reason)}`,
  'gateway.share': ({ own, total }) =>
    `只有一部分流量到这里，按权重为 ${total} 分之 ${own}；其余的发往其他后端。`,
  'gateway.takes': ({ path, only }) => `${path === null ? '' : `在 ${path} 上`}接受带有 ${only} 的请求。`,
  'gateway.takesMore': ({ more }) => `此路由还有 ${number(more)} 条规则要求方法、请求头或参数。`,
  'gateway.through': ({ gateway, controller }) =>
    `经由 Gateway ${gateway} 进入${controller === null ? '' : `，由 ${controller} 提供`}。`,
  'gateway.unread': ({ at }) => `你无权读取 ${at}，而此路由能否工作取决于它。`,
  'gateway.unresolved': ({ reason }) => `Gateway 无法按此路由转发：${sentence(reason)}`,
  'gateway.withoutAddress': ({ gateway }) =>
    `Gateway ${gateway} 还没有地址。请检查集群是否运行其类别的控制器。`,
  'gateway.withoutAddressFor': ({ gateway, reason }) => `Gateway ${gateway} 还没有地址：${sentence(reason)}`,
};
