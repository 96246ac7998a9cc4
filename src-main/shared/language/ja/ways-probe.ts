import type { waysProbe as Words } from '../en/ways-probe.ts';
import { list, number } from './grammar.ts';

export const waysProbe: typeof Words = {
  'probe.certificate.expired': '期限切れ',
  'probe.certificate.invalid': 'サーバーに使えない証明書',
  'probe.certificate.name': ({ subject }) => `別の名前${subject === '' ? '' : ` (${subject}) `}の証明書`,
  'probe.certificate.notYetValid': '有効期間の開始前',
  'probe.certificate.selfSigned': '自己署名',
  'probe.certificate.untrusted': 'このコンピューターが信頼しない認証局による署名',
  'probe.entryFails': ({ name, seconds, place, gave }) =>
    `名前 ${name} はここでは${within(seconds)}解決できず、その入口 ${place} も応じません。${gave}`,
  'probe.entryUnresolved': ({ name, seconds, place }) =>
    `名前 ${name} も、その入口 ${place} も、ここでは${within(seconds)}解決できません。DNS と VPN を確認してください。`,
  'probe.nameUnresolved': ({ name, seconds }) =>
    `名前 ${name} はここでは${within(seconds)}解決できません。DNS と VPN を確認してください。`,
  'probe.noAnswer.closed': '接続を受け付けてすぐに閉じます: 背後に応答するものがありません。',
  'probe.noAnswer.notHttp': '応答しますが、HTTP ではありません。',
  'probe.noAnswer.notHttp2': '応答しますが、gRPC に必要な HTTP/2 ではありません。',
  'probe.noAnswer.notTls': '応答しますが、TLS ではありません。',
  'probe.noAnswer.silent': '接続は受け付けますが、何も応答しません。',
  'probe.noAnswer.tlsRefused':
    'TLS 接続を拒否します: クライアント証明書が必要か、名前が知られていない可能性があります。',
  'probe.notProbed.connectionless':
    '未確認: UDP と SCTP は、それぞれのプロトコルのメッセージにしか応答しません。',
  'probe.notProbed.incomplete': '未確認: アドレスが完全ではありません。',
  'probe.notProbed.nodeOnly': '未確認: ここからは、このアドレスはこのコンピューター自身です。',
  'probe.notProbed.pattern': '未確認: 多くのアドレスを表しています。',
  'probe.notProbed.tooMany': '未確認: ほかのアドレスを十分に確認しました。',
  'probe.reachable': ({ milliseconds, status }) => `${answers(milliseconds, status)}。`,
  'probe.refused': '接続が拒否されました: 待ち受けているものがありません。',
  'probe.resolved': ({ resolved }) => `この PC では ${list(resolved)} に解決されます。`,
  'probe.timedOut': ({ seconds }) =>
    `${seconds} 秒以内に応答がありませんでした。ファイアウォールに遮られているか、VPN が必要な可能性があります。`,
  'probe.unreachable':
    'このコンピューターからそこへの経路がありません。ネットワークまたは VPN を確認してください。',
  'probe.useEntry': ({ name, seconds, place, by, gave }) =>
    `名前 ${name} はここでは${within(seconds)}解決できません。代わりに ${place} を${by === null ? '' : `、${by} を ${name} にして`}使ってください。${gave}`,
  'probe.wrongCertificate': ({ milliseconds, status, faults }) =>
    `${answers(milliseconds, status)}。ただし証明書に問題があります: ${list(faults)}。`,
};

function answers(milliseconds: number, status: number | null): string {
  return `${number(milliseconds)} ミリ秒で応答します${status === null ? '' : ` (HTTP ${status})`}`;
}

function within(seconds: number | null): string {
  return seconds === null ? '' : ` ${number(seconds)} 秒以内に`;
}
