import type { apiProxy as Words } from '../en/api-proxy.ts';
import { names } from './grammar.ts';

export const apiProxy: typeof Words = {
  'apiProxy.noEndpoints': ({ object }) => `${object} 没有提供此端口的就绪 Pod。请等待 Pod 就绪，或检查端口。`,
  'apiProxy.noWebPort': ({ object }) => `${object} 没有看起来像 Web 服务的端口。请指定端口。`,
  'apiProxy.pathRefused': '路径中含有“..”、“//”、反斜杠或无效的百分号，不会转发。请更正地址。',
  'apiProxy.sendAgain': '发送期间登录已更新。请重新发送。',
  'apiProxy.severalPorts': ({ object, ports }) =>
    `${object} 有多个端口可能是 Web 服务：${names(ports)}。请指定其中一个。`,
  'apiProxy.unreachable': ({ object }) => `API 服务器无法连接到 ${object}。请检查应用是否在监听此端口。`,
  'apiProxy.unsupported': ({ object }) =>
    `API 服务器代理只能通往 Service 和 Pod，不能通往 ${object}。请指定其 Service 或 Pod，或使用转发。`,
};
