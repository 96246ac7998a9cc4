import type { workspace as Words } from '../en/workspace.ts';

export const workspace: typeof Words = {
  'workspace.drop': '松开以查看文件中的转发',
  'workspace.menuOpen': '打开…',
  'workspace.open': '打开转发文件',
  'workspace.tooLarge': ({ path }) =>
    `${path} 太大，不像是转发列表。请选择 portolan.yaml 或其他程序导出的文件。`,
  'workspace.unreadable': ({ path }) => `无法读取 ${path}。请允许读取该文件，或选择其他文件。`,

  'compare.changed': ({ forwards }) => `与已保存的不同：${forwards}`,
  'compare.changedRegion': '将更改的内容',
  'compare.missing': ({ forwards }) => `已保存但不在文件中：${forwards}`,
  'compare.missingHint': '勾选要移除的转发。',
  'compare.missingRegion': '可移除的内容',
  'compare.new': ({ forwards }) => `新增：${forwards}`,
  'compare.same': ({ forwards }) => `与已保存的相同：${forwards}`,
  'compare.sameRegion': '保持不变的内容',
  'compare.nothing': '文件中的内容均已原样保存。',

  'compare.field.label': '名称',
  'compare.field.context': '集群',
  'compare.field.namespace': '命名空间',
  'compare.field.target': '目标',
  'compare.field.ports': '端口',
  'compare.field.addresses': '地址',
  'compare.field.group': '分组',
  'compare.field.hold': '暂存时间',
  'compare.field.balance': '负载均衡',
  'compare.field.eof': '发送结束',
  'compare.field.allowFrom': '允许的来源',
  'compare.field.endAfter': '自动结束前的时长',
  'compare.field.secret': '关联的 Secret',
  'compare.none': '无',
  'compare.fromTo': ({ field, from, to }) => `${field}：从 ${from} 改为 ${to}`,

  'compare.apply': ({ changes }) => `应用 ${changes} 项更改`,
  'compare.applied': ({ added, changed, removed }) =>
    `${[
      ...(added > 0 ? [`新增 ${added} 个`] : []),
      ...(changed > 0 ? [`更改 ${changed} 个`] : []),
      ...(removed > 0 ? [`移除 ${removed} 个`] : []),
    ].join('，')}。`,
  'compare.twice': '同一个转发被更改两次，或同时被更改和移除',
};
