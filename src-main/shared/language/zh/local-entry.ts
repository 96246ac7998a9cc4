import type { localEntry as Words } from '../en/local-entry.ts';
import { names } from './grammar.ts';

export const localEntry: typeof Words = {
  'entry.byForward': ({ site, service, namespace }) =>
    `${site}，经由转发到 ${namespace} 中的 svc/${service}。`,
  'entry.byNetwork': ({ site, place }) => `${site}，经由 ${place}。`,
  'entry.certificate': ({ faults }) => `其证书${names(faults)}。`,
  'entry.closed': ({ place }) => `${place} 未作应答就关闭了连接。请重试，或查看提供此服务的程序的日志。`,
  'entry.longHeaders': ({ place }) => `${place} 返回的响应头超过 64 KiB。请检查提供此服务的程序发送的内容。`,
  'entry.mayNotForward': ({ namespace, service }) =>
    `你无权转发到命名空间 ${namespace} 中提供此主机的 svc/${service}。请申请在那里 create pods/portforward 的权限。`,
  'entry.noHost': ({ host }) =>
    `本地入口通过 HTTP 或 HTTPS 按名称提供单个主机，而 ${host} 不是这样的主机。请使用转发。`,
  'entry.noPodInTime': ({ service }) => `未能及时找到 ${service} 的就绪 Pod。请重试，或检查其 Pod。`,
  'entry.noSuchHost': ({ host, target, hosts }) =>
    `${target} 的访问途径中没有主机 ${host}。${hosts.length === 0 ? '没有本地入口可以提供的主机。' : `请使用 ${names(hosts)}。`}`,
  'entry.notHttp': ({ place }) => `${place} 的应答不像 Web 服务器。请检查那里监听的程序。`,
  'entry.refused': ({ place }) => `${place} 拒绝连接。请检查提供此服务的程序是否在运行。`,
  'entry.servedByNobody': ({ host }) => `无法得知提供 ${host} 的程序在哪里监听。请转发到 Service 本身。`,
  'entry.silent': ({ place }) => `${place} 未及时应答。请检查网络、VPN 和防火墙。`,
  'entry.tlsFailed': ({ place }) => `无法与 ${place} 建立安全连接。请检查提供此服务的程序的 TLS 设置。`,
};
