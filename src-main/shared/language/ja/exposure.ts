import type { exposure as Words } from '../en/exposure.ts';
import { list, number } from './grammar.ts';

export const exposure: typeof Words = {
  'exposure.addresses': 'このコンピューターのアドレス',
  'exposure.all': ({ family }) => `すべての ${family}`,
  'exposure.allowFrom': '接続を許可する相手',
  'exposure.allowFromHint': '192.168.1.0/24 のようなアドレスやネットワーク。ほかはすべて拒否します。',
  'exposure.asContext': ({ after }) => `${after} (コンテキストの設定)`,
  'exposure.endAfter': '自動終了までの時間',
  'exposure.endAfterHint': '30m、8h、2d など。開始した時点から数えます。',
  'exposure.ended': ({ after }) => `設定どおり ${after} 後に自動で終了しました。`,
  'exposure.endsIn': ({ left }) => `${left}後に自動で終了`,
  'exposure.everybody': '全員',
  'exposure.keepRunning': '動作を続ける',
  'exposure.never': 'なし',
  'exposure.notEndAfter': ({ text }) =>
    `「${text}」は終了までの時間ではありません。30m や 8h のように、1m から 7d の範囲で指定してください。`,
  'exposure.notPeers': ({ text }) =>
    `「${text}」はアドレスでもネットワークでもありません。192.168.1.20 や 192.168.1.0/24 のように指定してください。`,
  'exposure.reachComputer': 'このコンピューターのみ',
  'exposure.reachEvery': 'すべてのネットワーク',
  'exposure.reachNetwork': ({ name }) => `${name} のネットワーク`,
  'exposure.refused': ({ address }) => `${address} を拒否しました。接続を許可された相手ではありません。`,
  'exposure.tooManyPeers': ({ most }) =>
    `アドレスとネットワークが ${most} 件を超えています。より大きなネットワークにまとめてください。`,
  'peers.address': 'アドレス',
  'peers.bytes': 'バイト数',
  'peers.connections': '接続',
  'peers.count': ({ served, refused }) =>
    refused === 0
      ? `接続 ${number(served)}`
      : served === 0
        ? `拒否 ${number(refused)}`
        : `接続 ${number(served)}、拒否 ${number(refused)}`,
  'peers.last': '最終接続',
  'peers.none': 'ほかのコンピューターからの接続はまだありません。',
  'peers.now': '接続中',
  'peers.refused': '拒否',
  'peers.since': ({ age }) => `初回は ${age}前`,
  'peers.title': '接続してきた相手',
  'production.about':
    'このコンテキストへの転送を開始・変更する前に確認します。ウィンドウ、トレイ、ターミナルのどこでも同じです。',
  'production.address': 'アドレス',
  'production.confirm': '本番環境で実行',
  'production.dialog': ({ context }) => `本番環境: ${context}`,
  'production.endAfter': '転送の自動終了までの時間',
  'production.endAfterHint': '30m や 8h など。転送自身に時間の設定がないときに使います。',
  'production.is': 'これは本番環境のコンテキスト',
  'production.mark': '本番環境としてマーク…',
  'production.menu': '本番環境…',
  'production.question': '本番環境です',
  'production.questionAbout': ({ contexts }) =>
    `${list(contexts)} は本番環境としてマークされています。続けますか？`,
  'production.tag': '本番',
  'production.title': ({ context }) => `${context} は本番環境としてマークされています`,
  'production.unconfirmed': ({ context }) =>
    `${context} は本番環境としてマークされています。確認してから実行してください。`,
  'reason.productionUnconfirmed': '未確認',
  'taken.byForward': ({ port, label }) => `ポート ${port} は転送「${label}」が使用中です。`,
  'taken.byProgram': ({ port, name, pid }) => `ポート ${port} は ${name} (PID ${pid}) が使用中です。`,
  'taken.takeOver': '引き継ぐ',
  'taken.willTakeOver': ({ label }) => `保存すると「${label}」を停止し、ポートを引き継ぎます。`,
};
