import type { details as Words } from '../en/details.ts';
import { number } from './grammar.ts';

export const details: typeof Words = {
  'connection.closedByYou': ({ who, pod }) =>
    pod === null ? `${who} の接続を閉じました。` : `${who} から ${pod} への接続を閉じました。`,
  'connection.program': ({ name, pid, peer }) => `${name} (PID ${pid}、${peer})`,
  'connection.resetByClient': ({ pod }) =>
    pod === null
      ? 'クライアントが接続をリセットしました。'
      : `クライアントが ${pod} への接続をリセットしました。`,
  'why.deleted': ({ pod }) => `${pod} は削除されました。`,
  'why.drained': ({ pod, node }) => `${pod} は退避されました。${theNode(node)}はドレイン中です。`,
  'why.endedByOwner': ({ pod, workload }) => `${pod} は ${workload} により終了しました。`,
  'why.evicted': ({ pod, node }) =>
    `${pod} は${theNode(node)}から退避されました (ノードのドレイン時などに起こります)。`,
  'why.exited': ({ pod, container, code }) =>
    `${pod} のコンテナ ${container} が終了コード ${code} で終了しました。`,
  'why.image': ({ pod, detail }) =>
    `${pod} のイメージを取得できません${detail === '' ? '' : `: ${detail}`}。`,
  'why.liveness': ({ pod, container, detail }) =>
    `${pod} のコンテナ ${container} が再起動されました: ${detail}。`,
  'why.nodeEnded': ({ pod, node, detail }) =>
    `${pod} は${theNode(node)}により終了しました: ${detail === '' ? 'リソース不足またはシャットダウン' : detail}。`,
  'why.nodeGone': ({ pod, node }) => `${pod} は削除されました。${theNode(node)}はもう存在しません。`,
  'why.nodeNotReady': ({ pod, node }) => `${pod} は未準備です。${theNode(node)}が未準備です。`,
  'why.nodeTaint': ({ pod, node }) =>
    `${pod} は削除されました。${theNode(node)}は Pod を保持しません (応答のないノードなどの taint)。`,
  'why.outOfMemory': ({ pod, container }) =>
    `${pod} のコンテナ ${container} は強制終了されました。メモリの上限を超えました (OOMKilled)。`,
  'why.ownerDeleted': ({ pod, workload }) => `${pod} は ${workload} とともに削除されました。`,
  'why.preempted': ({ pod }) => `${pod} は優先度の高い Pod に場所を譲りました。`,
  'why.probe': ({ pod, detail }) => `${pod} は未準備です: ${detail}。`,
  'why.replaced': ({ pod, kind }) => `${pod} は削除され、${kind} により作り直されます。`,
  'why.rollout': ({ pod, workload }) => `${pod} は ${workload} のロールアウトで置き換えられました。`,
  'why.scaledDown': ({ pod, workload, replicas }) =>
    `${pod} は終了しました。${workload} の Pod 数が ${number(replicas)} に変更されました。`,
  'connection.close': ({ who }) => `${who} の接続を閉じる`,
  'connection.closed': ({ who }) => `${who} の接続を閉じました。`,
  'connection.columnBytes': '受信と送信',
  'graph.minute': '1 分',
  'graph.quarter': '15 分',
  'graph.hour': '1 時間',
  'graph.noStep': '矢印キーで各時点を確認',
  'graph.pod': ({ pod }) => `Pod ${pod}`,
  'graph.port': ({ port }) => `ポート ${port}`,
  'graph.ratesOf': ({ what, span }) => `${what}、直近 ${span}の受信・送信レート`,
  'graph.show': 'グラフの表示対象',
  'graph.span': 'グラフの期間',
  'graph.step': ({ time, rates }) => `${time}、${rates}`,
  'graph.time': '時刻',
  'graph.whole': 'すべてのポートと Pod',
  'report.copy': 'レポートとしてコピー',
  'report.title': ({ label }) => `転送 ${label}`,
  'report.named': ({ name, value }) => `${name}: ${value}`,
  'report.addresses': 'アドレス',
  'report.since': ({ state, since }) => `${state} (${since} から)`,
  'report.kubernetes': ({ context, version }) =>
    version === null ? context : `${context}、Kubernetes ${version}`,
  'report.written': '作成日時',
  'report.traffic': '通信量',
  'report.totals': ({ received, sent, connections, failed, closed }) =>
    `受信 ${received}、送信 ${sent}、接続 ${connections}、失敗 ${failed}、手動で閉じた接続 ${closed}`,
  'report.whole': '合計',
  'report.nothing': 'まだありません。',
};

function theNode(node: string | null): string {
  return node === null ? 'ノード' : `ノード ${node} `;
}
