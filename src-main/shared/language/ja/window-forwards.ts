import type { windowForwards as Words } from '../en/window-forwards.ts';
import { number } from './grammar.ts';

export const windowForwards: typeof Words = {
  'forwards.title': '転送',
  'forwards.filter': '転送を絞り込む',
  'forwards.noneMatches': '一致する転送なし',
  'forwards.noneContains': ({ filter }) => `名前、対象、アドレスに「${filter}」を含む転送はありません。`,
  'forwards.importAndExport': 'インポートとエクスポート',
  'forwards.exportWorkspace': 'ワークスペースファイルとしてエクスポート',
  'forwards.copyAllAsKubectl': 'すべて kubectl コマンドとしてコピー',
  'forwards.copyAsKubectl': 'kubectl コマンドとしてコピー',

  'forwards.columnOn': 'オン',
  'forwards.columnForward': '転送',
  'forwards.columnAddress': 'ローカルアドレス',
  'forwards.columnState': '状態',
  'forwards.columnTraffic': '直近 1 分',
  'forwards.columnOpen': '接続中',

  'forwards.runs': ({ label }) => `${label} を実行`,
  'forwards.groupRuns': ({ name }) => `グループ ${name} を実行`,
  'forwards.activeOf': ({ active, all }) => `${all} 件中 ${active} 件が動作中`,
  'forwards.favourite': 'お気に入り',
  'forwards.portChosenAtStart': '開始時にポートを決定',
  'forwards.portCount': ({ ports }) => `${number(ports)} 個のポート`,
  'forwards.triesAgain': ({ reason, wait }) => `${reason}、${wait}後に再試行`,

  'forwards.openInBrowser': 'ブラウザーで開く',
  'forwards.openAddress': ({ address }) =>
    address === null ? 'アドレスをブラウザーで開く' : `${address} をブラウザーで開く`,
  'forwards.copyAddress': 'アドレスをコピー',
  'forwards.copyThisAddress': ({ address }) =>
    address === null ? 'アドレスをコピー' : `${address} をコピー`,
  'forwards.shownAndCopied': ({ address, copy }) => `${address}、${copy}`,
  'forwards.copyCommand': 'ターミナル用のコマンドをコピー',
  'forwards.copyLink': 'リンクをコピー',
  'forwards.copyThisCommand': ({ command }) => `ターミナル用のコマンドをコピー: ${command}`,
  'forwards.duplicate': '複製',
  'forwards.addToFavourites': 'お気に入りに追加',
  'forwards.removeFromFavourites': 'お気に入りから削除',
  'forwards.startAll': ({ group }) => `${group} をすべて開始`,
  'forwards.stopAll': ({ group }) => `${group} をすべて停止`,

  'forwards.chip': ({ parts }) => parts.join('、'),
  'forwards.forwardPort': ({ port }) => `${port} を転送`,
  'forwards.morePorts': ({ ports }) => `+${ports} 個のポート`,
  'forwards.forwardAnotherPort': '別のポートを転送',
  'forwards.forwardAnotherPortOf': ({ target }) => `${target} の別のポートを転送`,
  'forwards.start': ({ label }) => `${label} を開始`,

  'footer.active': ({ active, waiting }) =>
    waiting === null ? `動作中 ${active}` : `動作中 ${active}、待機中 ${waiting}`,
  'footer.reachable': ({ forwards }) => `${number(forwards)} 件の転送がネットワークからアクセス可能`,

  'footer.served': ({ served }) => `ローカルで公開 ${number(served)} 件`,
  'notice.notices': 'お知らせ',

  'announce.latest': '最新の変更',
  'announce.state': ({ name, state, problem }) => `${name}: ${state}。${problem ?? ''}`,
  'announce.clusters': ({ n }) => `クラスター ${number(n)} 件`,
  'announce.forwards': ({ n }) => `転送 ${number(n)} 件`,

  'toast.messages': 'メッセージ',
  'toast.removed': ({ label }) => `${label} を削除しました。`,
  'toast.copiedAsKubectl': ({ commands, left }) => {
    const copied = `kubectl port-forward コマンドを ${number(commands)} 件コピーしました。`;
    if (left === 0) return copied;
    const missing = `${number(left)} 件の転送は kubectl では接続できず、理由をコメントにしています。`;
    return commands === 0 ? `コピーしたコマンドはありません。${missing}` : `${copied}${missing}`;
  },

  'unit.days': ({ n }) => `${n}\u00a0日`,
  'unit.hours': ({ n }) => `${n}\u00a0時間`,
  'unit.minutes': ({ n }) => `${n}\u00a0分`,
  'unit.seconds': ({ n }) => `${n}\u00a0秒`,
  'unit.together': ({ parts }) => parts.join('\u00a0'),
};
