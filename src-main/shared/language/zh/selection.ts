import type { selection as Words } from '../en/selection.ts';
import { number } from './grammar.ts';

export const selection: typeof Words = {
  'selection.selected': ({ forwards }) => `已选择 ${number(forwards)} 个转发`,
  'selection.moveToGroup': '移到分组…',
  'selection.moveUp': '上移',
  'selection.moveDown': '下移',
  'selection.deselect': '恢复为单选',
  'selection.removed': ({ forwards }) => `已移除 ${number(forwards)} 个转发。`,
  'selection.several': '选择多个',
  'selection.all': '全选',
  'selection.more': '加选或取消选择一个',

  'group.move': ({ forwards }) => `将 ${number(forwards)} 个转发移到分组`,
  'group.name': '分组',
  'group.noneHint': '留空则移出所在分组。',
  'group.isNew': '新的分组。',
  'group.joins': ({ group, forwards }) => `并入“${group}”，其中已有 ${number(forwards)} 个转发。`,
  'group.moveNow': '移动',
  'group.nameMissing': '请输入分组名称。',
  'group.nameOf': ({ group }) => `分组 ${group} 的名称`,
  'group.size': ({ forwards }) => `${number(forwards)} 个转发`,
  'group.rename': '重命名分组',
  'group.ungroup': '取消分组',
  'group.ungrouped': ({ group }) => `“${group}”已不再是分组。`,
  'group.selectAll': '选择其中的转发',
  'group.removeAll': '移除其中的转发',
  'group.collapse': '折叠',
  'group.expand': '展开',
  'group.collapseOf': ({ group }) => `折叠 ${group}`,
  'group.expandOf': ({ group }) => `展开 ${group}`,
  'group.needYou': ({ forwards }) => `${number(forwards)} 个需要处理`,
  'group.collapseAndExpand': '折叠或展开分组',

  'duplicate.elsewhere': '创建副本到…',
  'duplicate.title': ({ label, forwards }) =>
    forwards === 1 ? `创建 ${label} 的副本` : `创建 ${number(forwards)} 个转发的副本`,
  'duplicate.asBefore': '各自保持不变',
  'duplicate.stopped': '添加后处于停止状态。',
  'duplicate.portTaken': ({ port, label }) => `端口 ${String(port)} 属于“${label}”；启动时将选择空闲端口。`,
  'duplicate.thereAlready': ({ label }) => `“${label}”已指向该目标。`,
  'duplicate.podLeft': ({ pod }) => `原本只使用 Pod ${pod}；在其他位置使用任意就绪的 Pod。`,
};
