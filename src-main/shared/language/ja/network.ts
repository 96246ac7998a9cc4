import type { network as Words } from '../en/network.ts';

export const network: typeof Words = {
  'network.authorityUnknown': ({ host, context }) =>
    `${host} の証明書は不明な認証局によって署名されています。${where(context)} certificate-authority を修正してください。`,
  'network.certificateExpired': ({ host }) =>
    `${host} の証明書の有効期限が切れています。クラスターの管理者に更新を依頼し、このコンピューターの時計を確認してください。`,
  'network.certificateMalformed': ({ context }) =>
    `${where(context)}証明書または鍵が有効な PEM ではありません。kubeconfig で修正してください。`,
  'network.certificateNotYetValid': ({ host }) =>
    `${host} の証明書はまだ有効ではありません。このコンピューターの時計を確認してください。`,
  'network.certificateOfAnotherName': ({ host, context }) =>
    `${host} の証明書は別の名前のものです。${where(context)}サーバーのアドレスを修正するか、tls-server-name を設定してください。`,
  'network.clientCertificateRefused': ({ host, context }) =>
    `${host} が安全な接続を拒否しました。${where(context)}クライアント証明書を更新してください。`,
  'network.closed': ({ host }) => `${host} への接続が閉じられました。自動的に再試行します。`,
  'network.nameNotFoundNow': ({ host }) =>
    `現在、名前 ${host} を解決できません。ネットワークまたは VPN を確認してください。自動的に再試行します。`,
  'network.nameUnknown': ({ host }) =>
    `名前 ${host} が見つかりません。サーバーのアドレスと、ネットワークまたは VPN を確認してください。`,
  'network.noAnswer': ({ host }) =>
    `${host} の API サーバーが応答しません。ネットワークまたは VPN を確認してください。自動的に再試行します。`,
  'network.nothingListens': ({ host }) =>
    `${host} では何も待ち受けていません: API サーバーが停止しているか、アドレスが誤っています。自動的に再試行します。`,
  'network.notHttps': ({ host, context }) =>
    `${host} は https に対応していません。${where(context)}サーバーのアドレスを修正してください。`,
  'network.tlsFailed': ({ host, context }) =>
    `${host} への安全な接続に失敗しました。${where(context)}証明書と、サーバーの名前を確認してください。`,
  'network.unreachable': ({ host }) =>
    `${host} の API サーバーに接続できません。ネットワークまたは VPN を確認してください。自動的に再試行します。`,
  'proxy.cannotReach': ({ proxy, place, setBy }) =>
    `プロキシ ${proxy} から ${place} に接続できません。サーバーのアドレスと ${setBy} を確認してください。自動的に再試行します。`,
  'proxy.ended': ({ proxy, protocol, setBy }) =>
    `プロキシ ${proxy} が接続を切断したか、${protocol} プロキシではありません。${setBy} を確認してください。自動的に再試行します。`,
  'proxy.loginMissing': ({ proxy, setBy, example, restart }) =>
    `プロキシ ${proxy} がユーザー名とパスワードを求めています。${example} のように ${setBy} に追加してください。${afterwards(restart)}`,
  'proxy.loginRefused': ({ proxy, setBy, restart }) =>
    `プロキシ ${proxy} がユーザー名とパスワードを受け付けません。${setBy} のユーザー名とパスワードを修正してください。${afterwards(restart)}`,
  'proxy.loginUnsupported': ({ proxy, setBy, schemes, restart }) =>
    `プロキシ ${proxy} はユーザー名とパスワードに対応しておらず、${schemes.join(' または ')} によるログインのみ可能です。プロキシの管理者に別の接続方法を確認し、${setBy} を修正してください。${afterwards(restart)}`,
  'proxy.notLetThrough': ({ proxy, place, status, setBy }) =>
    `プロキシ ${proxy} が ${place} への接続を許可していません${status === null ? '' : ` (${status})`}。プロキシの管理者に許可を依頼するか、${setBy} を修正してください。`,
  'proxy.restart': 'Portolan を再起動してください',
  'proxy.setByContext': ({ context }) => `コンテキスト「${context}」の proxy-url`,
  'proxy.tlsFailed': ({ proxy, setBy }) =>
    `プロキシ ${proxy} への安全な接続に失敗しました。プロキシの証明書と ${setBy} を確認してください。`,
  'proxy.unreachable': ({ proxy, setBy }) =>
    `プロキシ ${proxy} に接続できません。ネットワークと ${setBy} を確認してください。自動的に再試行します。`,
  'proxy.urlInvalid': ({ context }) =>
    `コンテキスト「${context}」の proxy-url が http、https、socks5 のいずれのアドレスでもありません。kubeconfig で修正してください。`,
  'proxy.variableInvalid': ({ variable }) =>
    `環境変数 ${variable} が http、https、socks5 のいずれのアドレスでもありません。修正するか削除して、Portolan を再起動してください。`,
};

function where(context: string | null): string {
  return context === null ? 'kubeconfig の' : `コンテキスト「${context}」の`;
}

function afterwards(restart: string | null): string {
  return restart === null ? '' : `その後、${restart}。`;
}
