import type { selection as Words } from '../en/selection.ts';
import { number } from './grammar.ts';

export const selection: typeof Words = {
  'selection.selected': ({ forwards }) => `${number(forwards)} 件の転送を選択中`,
  'selection.moveToGroup': 'グループに移動…',
  'selection.moveUp': '上に移動',
  'selection.moveDown': '下に移動',
  'selection.deselect': '1 件だけの選択に戻す',
  'selection.removed': ({ forwards }) => `${number(forwards)} 件の転送を削除しました。`,
  'selection.several': '複数を選択',
  'selection.all': 'すべて選択',
  'selection.more': '1 件を選択に追加、または解除',

  'group.move': ({ forwards }) => `${number(forwards)} 件の転送をグループに移動`,
  'group.name': 'グループ',
  'group.noneHint': '空欄にすると、グループから外します。',
  'group.isNew': '新しいグループです。',
  'group.joins': ({ group, forwards }) => `「${group}」（転送 ${number(forwards)} 件）に加わります。`,
  'group.moveNow': '移動',
  'group.nameMissing': 'グループの名前を入力してください。',
  'group.nameOf': ({ group }) => `グループ ${group} の名前`,
  'group.size': ({ forwards }) => `転送 ${number(forwards)} 件`,
  'group.rename': 'グループの名前を変更',
  'group.ungroup': 'グループを解除',
  'group.ungrouped': ({ group }) => `グループ「${group}」を解除しました。`,
  'group.selectAll': '中の転送を選択',
  'group.removeAll': '中の転送を削除',
  'group.collapse': '折りたたむ',
  'group.expand': '展開',
  'group.collapseOf': ({ group }) => `${group} を折りたたむ`,
  'group.expandOf': ({ group }) => `${group} を展開`,
  'group.needYou': ({ forwards }) => `${number(forwards)} 件が要対応`,
  'group.collapseAndExpand': 'グループを折りたたむ、または展開',

  'duplicate.elsewhere': '別の場所に複製…',
  'duplicate.title': ({ label, forwards }) =>
    forwards === 1 ? `${label} の複製先` : `${number(forwards)} 件の転送の複製先`,
  'duplicate.asBefore': 'それぞれ元のまま',
  'duplicate.stopped': '停止した状態で追加されます。',
  'duplicate.portTaken': ({ port, label }) =>
    `ポート ${String(port)} は「${label}」のものです。開始時に空きポートを選びます。`,
  'duplicate.thereAlready': ({ label }) => `「${label}」がすでにそこにつながっています。`,
  'duplicate.podLeft': ({ pod }) =>
    `元は Pod ${pod} だけを使用します。複製先では準備完了の Pod のどれかを使用します。`,
};
