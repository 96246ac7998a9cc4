import type { tunnel as Words } from '../en/tunnel.ts';
import { names } from './grammar.ts';

export const tunnel: typeof Words = {
  'tunnel.appRefused': ({ port, pod }) =>
    `应用程序未在 Pod ${pod} 的端口 ${port} 上监听。请检查端口，并确认应用程序监听 localhost 或该 Pod 的所有地址。`,
  'tunnel.appReset': ({ port, pod }) =>
    `Pod ${pod} 中端口 ${port} 上的应用程序重置了连接。请查看该 Pod 的日志以了解原因。`,
  'tunnel.blocked': ({ pod }) => `通往 Pod ${pod} 的隧道已阻塞。请重新连接以使用新的隧道。`,
  'tunnel.busy': ({ server }) => `API 服务器 ${server} 过于繁忙，无法转发。将自动重试。`,
  'tunnel.closed': '隧道已关闭。请重新连接。',
  'tunnel.cut': ({ port, pod }) => `到 Pod ${pod} 端口 ${port} 的连接已中断。请重新连接。`,
  'tunnel.failed': ({ port, pod }) => `到 Pod ${pod} 端口 ${port} 的连接失败。节点报告的内容请参阅详细信息。`,
  'tunnel.forbidden': ({ pod, namespace, verbs }) =>
    `你无权将端口转发到命名空间 ${namespace} 中的 Pod ${pod}。请向集群管理员申请该命名空间中 pods/portforward 的 ${names(verbs.map((verb) => `“${verb}”`))} 权限。`,
  'tunnel.forwardStopped': '转发已停止。请重新启动。',
  'tunnel.full': ({ tunnels }) => `到此集群的隧道已有 ${tunnels} 条。新连接将共用这些隧道。`,
  'tunnel.invalid': ({ frame }) => `服务器未遵循端口转发协议：它发送了${frame}。请重新连接。`,
  'tunnel.invalidControl': ({ type, bytes }) => `类型为 ${type}、长度为 ${bytes} 字节的控制帧`,
  'tunnel.invalidStream': ({ stream }) => `从未打开的流 ${stream} 的数据`,
  'tunnel.invalidVersion': ({ version }) => `版本为 ${version} 的 SPDY 帧`,
  'tunnel.lost': '与 Pod 的连接已断开。请重新连接。',
  'tunnel.lostBecause': ({ reason }) => `与 Pod 的连接已断开：${reason}。请重新连接。`,
  'tunnel.loginRefused': ({ server }) => `API 服务器 ${server} 未接受凭据。请重新登录。`,
  'tunnel.noAnswer': ({ server }) =>
    `API 服务器 ${server} 没有转发，而是断开了连接。请检查网络以及中间的代理。`,
  'tunnel.nodeAway': ({ pod }) => `API 服务器无法访问 Pod ${pod} 所在的节点。请检查该节点是否正常运行。`,
  'tunnel.notForwarded': ({ server }) => `API 服务器 ${server} 转发失败。将自动重试。`,
  'tunnel.notSpoken': ({ server }) =>
    `服务器 ${server} 不支持以这种方式转发端口。请检查其前面的代理是否去除了协议升级请求。`,
  'tunnel.notSpokenByWebSocket': ({ server }) =>
    `服务器 ${server} 不支持通过 WebSocket 转发端口。请检查其前面的代理是否去除了协议升级请求。`,
  'tunnel.podDeleted': ({ pod }) => `Pod ${pod} 在连接结束前已被删除。请重新连接。`,
  'tunnel.podGone': ({ pod }) => `Pod ${pod} 已不再运行。连接将转到下一个就绪的 Pod。`,
  'tunnel.podRefuses': ({ pod }) => `Pod ${pod} 已不再接受连接。连接将转到下一个就绪的 Pod。`,
  'tunnel.podUnscheduled': ({ pod }) => `Pod ${pod} 尚未分配节点。请等待其完成调度。`,
  'tunnel.redirected': ({ server, target }) =>
    `服务器 ${server} 重定向到${target === null ? '其他地址' : ` ${target}`}，Portolan 不跟随此重定向。请检查上下文的服务器地址，或登录其前面的代理。`,
  'tunnel.serverClosed': 'API 服务器关闭了连接',
  'tunnel.serverReported': ({ text }) => `API 服务器报告：${text}`,
  'tunnel.silent': '与集群的连接已无响应。请重新连接。',
  'tunnel.transportChanged': 'API 服务器的转发方式与之前不同。请重新连接。',
  'tunnel.webPage': ({ server }) =>
    `响应的是网页，而不是 API 服务器 ${server}：其前面有代理或登录页面。请在那里登录，或检查上下文的服务器地址。`,
};
