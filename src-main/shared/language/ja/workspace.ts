import type { workspace as Words } from '../en/workspace.ts';

export const workspace: typeof Words = {
  'workspace.drop': 'ファイルをドロップすると、中の転送を確認できます',
  'workspace.menuOpen': '開く…',
  'workspace.open': '転送のファイルを開く',
  'workspace.tooLarge': ({ path }) =>
    `${path} は転送の一覧としては大きすぎます。portolan.yaml、またはほかのプログラムのエクスポートを選択してください。`,
  'workspace.unreadable': ({ path }) =>
    `${path} を読み取れません。読み取りを許可するか、別のファイルを選択してください。`,

  'compare.changed': ({ forwards }) => `保存内容と異なるもの: ${forwards} 件`,
  'compare.changedRegion': '変更する内容',
  'compare.missing': ({ forwards }) => `保存済みでファイルにないもの: ${forwards} 件`,
  'compare.missingHint': '削除するものにチェックを入れてください。',
  'compare.missingRegion': '削除できる内容',
  'compare.new': ({ forwards }) => `新規: ${forwards} 件`,
  'compare.same': ({ forwards }) => `保存内容と同じもの: ${forwards} 件`,
  'compare.sameRegion': '変わらない内容',
  'compare.nothing': 'ファイルの内容はすべてそのまま保存済みです。',

  'compare.field.label': '名前',
  'compare.field.context': 'クラスター',
  'compare.field.namespace': '名前空間',
  'compare.field.target': '対象',
  'compare.field.ports': 'ポート',
  'compare.field.addresses': 'アドレス',
  'compare.field.group': 'グループ',
  'compare.field.hold': '保留時間',
  'compare.field.balance': '負荷分散',
  'compare.field.eof': '送信の終わり',
  'compare.field.allowFrom': '接続を許可する相手',
  'compare.field.endAfter': '自動終了までの時間',
  'compare.field.secret': '関連付けた Secret',
  'compare.none': 'なし',
  'compare.fromTo': ({ field, from, to }) => `${field}: ${from} から ${to} へ`,

  'compare.apply': ({ changes }) => `${changes} 件の変更を適用`,
  'compare.applied': ({ added, changed, removed }) =>
    `${[
      ...(added > 0 ? [`${added} 件を追加`] : []),
      ...(changed > 0 ? [`${changed} 件を変更`] : []),
      ...(removed > 0 ? [`${removed} 件を削除`] : []),
    ].join('、')}しました。`,
  'compare.twice': '同じ転送が 2 回変更されているか、変更と削除の両方に含まれています',
};
