import type { waysProbe as Words } from '../en/ways-probe.ts';
import { names, number } from './grammar.ts';

export const waysProbe: typeof Words = {
  'probe.certificate.expired': '已过期',
  'probe.certificate.invalid': '不适用于服务器',
  'probe.certificate.name': ({ subject }) => `属于其他名称${subject === '' ? '' : `（${subject}）`}`,
  'probe.certificate.notYetValid': '尚未生效',
  'probe.certificate.selfSigned': '为自签名',
  'probe.certificate.untrusted': '由本机不信任的颁发机构签发',
  'probe.entryFails': ({ name, seconds, place, gave }) =>
    `${unresolved(name, seconds)}，其入口 ${place} 也未为其提供服务。${gave}`,
  'probe.entryUnresolved': ({ name, seconds, place }) =>
    `${unresolved(`${name} 及其入口 ${place}`, seconds)}。请检查 DNS 和 VPN。`,
  'probe.nameUnresolved': ({ name, seconds }) => `${unresolved(name, seconds)}。请检查 DNS 和 VPN。`,
  'probe.noAnswer.closed': '接受连接后立即关闭：其后没有可用的服务。',
  'probe.noAnswer.notHttp': '有应答，但不是 HTTP。',
  'probe.noAnswer.notHttp2': '有应答，但不是 gRPC 所需的 HTTP/2。',
  'probe.noAnswer.notTls': '有应答，但不是 TLS。',
  'probe.noAnswer.silent': '接受连接，但没有任何应答。',
  'probe.noAnswer.tlsRefused': '拒绝了 TLS 连接：可能需要客户端证书，或不识别该名称。',
  'probe.notProbed.connectionless': '未尝试：UDP 和 SCTP 只应答其协议自身的消息。',
  'probe.notProbed.incomplete': '未尝试：地址不完整。',
  'probe.notProbed.nodeOnly': '未尝试：从这里看，此地址就是本机。',
  'probe.notProbed.pattern': '未尝试：它代表许多地址。',
  'probe.notProbed.tooMany': '未尝试：已尝试了足够多的其他地址。',
  'probe.reachable': ({ milliseconds, status }) => `${answers(milliseconds, status)}。`,
  'probe.refused': '连接被拒绝：没有服务在此监听。',
  'probe.resolved': ({ resolved }) => `在本机解析为 ${names(resolved)}。`,
  'probe.timedOut': ({ seconds }) => `${seconds} 秒内没有应答。可能被防火墙拦截，或需要 VPN。`,
  'probe.unreachable': '本机没有通往该地址的路由。请检查网络或 VPN。',
  'probe.useEntry': ({ name, seconds, place, by, gave }) =>
    `${unresolved(name, seconds)}。请改用 ${place}${by === null ? '' : `，并将 ${by} 设为 ${name}`}。${gave}`,
  'probe.wrongCertificate': ({ milliseconds, status, faults }) =>
    `${answers(milliseconds, status)}，但其证书${names(faults)}。`,
};

function answers(milliseconds: number, status: number | null): string {
  return `在 ${number(milliseconds)} 毫秒内应答${status === null ? '' : `（HTTP ${status}）`}`;
}

function unresolved(name: string, seconds: number | null): string {
  return seconds === null ? `本机无法解析名称 ${name}` : `本机未能在 ${number(seconds)} 秒内解析名称 ${name}`;
}
