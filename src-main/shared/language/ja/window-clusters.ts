import type { windowClusters as Words } from '../en/window-clusters.ts';
import { spaced } from '../spaced.ts';
import { list } from './grammar.ts';

export const windowClusters: typeof Words = {
  'catalog.rows.pods': 'Pod',
  'catalog.rows.services': 'Service',
  'catalog.rows.workloads': 'ワークロード',
  'catalog.tab': ({ rows }) => rows,
  'catalog.filter': ({ rows }) => spaced(`${rows}を絞り込む`),
  'catalog.reading': ({ rows }) => spaced(`${rows}を読み込み中`),
  'catalog.none': ({ rows, where }) => spaced(`${where} に${rows}はありません`),
  'catalog.elsewhere': 'ほかの名前空間にはあるかもしれません。',
  'catalog.noMatch': ({ rows }) => spaced(`一致する${rows}はありません`),
  'catalog.noMatchWhere': ({ where, filter }) =>
    `${where} には、名前、ポート、状態のいずれかに「${filter}」を含むものはありません。`,
  'catalog.inNamespace': ({ namespace }) => `名前空間 ${namespace}`,

  'catalog.age': '経過',
  'catalog.kind': '種類',
  'catalog.pod': 'Pod',
  'catalog.podsReady': '準備完了 Pod',
  'catalog.ports': 'ポート',
  'catalog.portsHint': 'クリックで転送',
  'catalog.restarts': '再起動',
  'catalog.service': 'Service',
  'catalog.status': '状態',
  'catalog.type': 'タイプ',
  'catalog.workload': 'ワークロード',
  'catalog.noPods': 'Pod なし',
  'catalog.notReady': '未準備',
  'catalog.readyOf': ({ ready, total }) => `${ready}/${total}`,

  'catalog.copyDescribe': 'kubectl describe コマンドをコピー',
  'catalog.copyGet': 'kubectl get コマンドをコピー',
  'catalog.copyLogs': 'kubectl logs -f コマンドをコピー',
  'catalog.forwardAnother': '別のポートを転送…',

  'clusters.connected': '接続済み',
  'clusters.content': ({ context }) => `${context} の内容`,
  'clusters.failed': '失敗',
  'clusters.filter': 'クラスターを絞り込む',
  'clusters.named': ({ context }) => `クラスター ${context}`,
  'clusters.needsLogin': '要ログイン',
  'clusters.noneMatches': '一致するクラスターなし',
  'clusters.notConnected': '未接続',
  'clusters.unusable': '使用不可',

  'namespaces.all': 'すべての名前空間',
  'namespaces.choose': '名前空間を選択',
  'namespaces.chooseOther': '別の名前空間を選択',
  'namespaces.chosen': '選択中',
  'namespaces.current': ({ namespace }) => `名前空間: ${namespace}`,
  'namespaces.find': '名前空間を検索または入力',
  'namespaces.list': '名前空間の一覧',
  'namespaces.use': ({ namespace }) => `「${namespace}」を使う`,

  'sidebar.active': ({ active }) => `動作中 ${active} 件`,
  'sidebar.activeOf': ({ active, all }) => `${active}/${all}`,
  'sidebar.addCluster': 'クラスターを追加',
  'sidebar.clusters': 'クラスター',
  'sidebar.connectNow': '今すぐ接続を試す',
  'sidebar.copyName': '名前をコピー',
  'sidebar.login': 'ログイン',
  'sidebar.open': '開く',
  'sidebar.parts': '転送とクラスター',
  'sidebar.removed': ({ context }) =>
    `${context} を削除しました。その転送は残りますが、使うには同じ名前のクラスターが必要です。`,

  'welcome.noCluster': 'クラスターが見つかりません',
  'welcome.noClusterHint': ({ files }) =>
    `${list(files)} を確認しましたが、クラスターはありませんでした。クラスターを追加するか、このコンピューター内だけで動くデモクラスターをお試しください。`,
  'welcome.noForward': '転送はまだありません',
  'welcome.noForwardHint':
    'クラスターを開いてポートをクリックすると、このコンピューターのアドレスが割り当てられます。',

  'window.newForward': '新規転送',
  'window.busy': '先に、開いている画面を完了するか閉じてください。',
  'window.tryDemo': 'デモクラスターを試す',
};
