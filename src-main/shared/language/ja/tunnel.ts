import type { tunnel as Words } from '../en/tunnel.ts';
import { list } from './grammar.ts';

export const tunnel: typeof Words = {
  'tunnel.appRefused': ({ port, pod }) =>
    `アプリケーションは Pod ${pod} のポート ${port} で待ち受けていません。ポートを確認し、アプリケーションが localhost または Pod のすべてのアドレスで待ち受けていることを確認してください。`,
  'tunnel.appReset': ({ port, pod }) =>
    `Pod ${pod} のポート ${port} のアプリケーションが接続をリセットしました。原因は Pod のログを確認してください。`,
  'tunnel.blocked': ({ pod }) =>
    `Pod ${pod} へのトンネルの応答が止まっています。接続し直すと新しいトンネルを使用します。`,
  'tunnel.busy': ({ server }) =>
    `API サーバー ${server} が混雑しているため転送できません。自動的に再試行します。`,
  'tunnel.closed': 'トンネルが閉じられました。接続し直してください。',
  'tunnel.cut': ({ port, pod }) =>
    `Pod ${pod} のポート ${port} への接続が切断されました。接続し直してください。`,
  'tunnel.failed': ({ port, pod }) =>
    `Pod ${pod} のポート ${port} への接続に失敗しました。ノードからの報告は詳細を確認してください。`,
  'tunnel.forbidden': ({ pod, namespace, verbs }) =>
    `名前空間 ${namespace} の Pod ${pod} へポートを転送する権限がありません。この名前空間の pods/portforward に対する${list(verbs.map((verb) => `「${verb}」`))}の権限をクラスターの管理者に依頼してください。`,
  'tunnel.forwardStopped': '転送は停止されました。もう一度開始してください。',
  'tunnel.full': ({ tunnels }) =>
    `このクラスターへのトンネルはすでに ${tunnels} 本あります。新しい接続は既存のトンネルを共有します。`,
  'tunnel.invalid': ({ frame }) =>
    `サーバーがポート転送のプロトコルに従っていません (受信内容: ${frame})。接続し直してください。`,
  'tunnel.invalidControl': ({ type, bytes }) => `${bytes} バイトの種別 ${type} の制御フレーム`,
  'tunnel.invalidStream': ({ stream }) => `開いていないストリーム ${stream} のデータ`,
  'tunnel.invalidVersion': ({ version }) => `SPDY バージョン ${version} のフレーム`,
  'tunnel.lost': 'Pod への接続が失われました。接続し直してください。',
  'tunnel.lostBecause': ({ reason }) => `Pod への接続が失われました (${reason})。接続し直してください。`,
  'tunnel.loginRefused': ({ server }) =>
    `API サーバー ${server} が認証情報を受け付けませんでした。ログインし直してください。`,
  'tunnel.noAnswer': ({ server }) =>
    `API サーバー ${server} は転送せずに接続を終了しました。ネットワークと途中のプロキシを確認してください。`,
  'tunnel.nodeAway': ({ pod }) =>
    `API サーバーが Pod ${pod} のノードに到達できません。ノードが稼働しているか確認してください。`,
  'tunnel.notForwarded': ({ server }) =>
    `API サーバー ${server} が転送に失敗しました。自動的に再試行します。`,
  'tunnel.notSpoken': ({ server }) =>
    `サーバー ${server} はこの方法でのポート転送に対応していません。手前のプロキシがプロトコルのアップグレードを取り除いていないか確認してください。`,
  'tunnel.notSpokenByWebSocket': ({ server }) =>
    `サーバー ${server} は WebSocket でのポート転送に対応していません。手前のプロキシがプロトコルのアップグレードを取り除いていないか確認してください。`,
  'tunnel.podDeleted': ({ pod }) => `接続が終わる前に Pod ${pod} が削除されました。接続し直してください。`,
  'tunnel.podGone': ({ pod }) => `Pod ${pod} は稼働していません。接続は次の準備完了の Pod に送られます。`,
  'tunnel.podRefuses': ({ pod }) =>
    `Pod ${pod} は接続を受け付けなくなりました。接続は次の準備完了の Pod に送られます。`,
  'tunnel.podUnscheduled': ({ pod }) =>
    `Pod ${pod} にはまだノードが割り当てられていません。スケジュールされるまでお待ちください。`,
  'tunnel.redirected': ({ server, target }) =>
    `サーバー ${server} が${target === null ? '別のアドレス' : ` ${target} `}へリダイレクトしましたが、リダイレクト先へは接続しません。コンテキストのサーバーアドレスを確認するか、手前のプロキシにログインしてください。`,
  'tunnel.serverClosed': 'API サーバーが接続を閉じました',
  'tunnel.serverReported': ({ text }) => `API サーバーからの報告: ${text}`,
  'tunnel.silent': 'クラスターへの接続が応答しなくなりました。接続し直してください。',
  'tunnel.transportChanged': 'API サーバーの転送方法が以前と変わりました。接続し直してください。',
  'tunnel.webPage': ({ server }) =>
    `API サーバー ${server} ではなく Web ページが応答しました。手前にプロキシまたはログインページがあります。そこでログインするか、コンテキストのサーバーアドレスを確認してください。`,
};
