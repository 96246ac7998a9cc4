import type { windowForwards as Words } from '../en/window-forwards.ts';
import { number } from './grammar.ts';

export const windowForwards: typeof Words = {
  'forwards.title': '转发',
  'forwards.filter': '筛选转发',
  'forwards.noneMatches': '没有匹配的转发',
  'forwards.noneContains': ({ filter }) => `没有转发的名称、目标或地址包含“${filter}”。`,
  'forwards.importAndExport': '导入和导出',
  'forwards.exportWorkspace': '导出为工作区文件',
  'forwards.copyAllAsKubectl': '全部复制为 kubectl 命令',
  'forwards.copyAsKubectl': '复制为 kubectl 命令',

  'forwards.columnOn': '开关',
  'forwards.columnForward': '转发',
  'forwards.columnAddress': '本地地址',
  'forwards.columnState': '状态',
  'forwards.columnTraffic': '最近一分钟',
  'forwards.columnOpen': '当前连接',

  'forwards.runs': ({ label }) => `运行 ${label}`,
  'forwards.groupRuns': ({ name }) => `运行分组 ${name}`,
  'forwards.activeOf': ({ active, all }) => `共 ${all} 个，${active} 个运行中`,
  'forwards.favourite': '收藏',
  'forwards.portChosenAtStart': '启动时选择端口',
  'forwards.portCount': ({ ports }) => `${number(ports)} 个端口`,
  'forwards.triesAgain': ({ reason, wait }) => `${reason}，${wait}后重试`,

  'forwards.openInBrowser': '在浏览器中打开',
  'forwards.openAddress': ({ address }) => `在浏览器中打开${address === null ? '地址' : ` ${address}`}`,
  'forwards.copyAddress': '复制地址',
  'forwards.copyThisAddress': ({ address }) => (address === null ? '复制地址' : `复制 ${address}`),
  'forwards.shownAndCopied': ({ address, copy }) => `${address}，${copy}`,
  'forwards.copyCommand': '复制终端命令',
  'forwards.copyLink': '复制链接',
  'forwards.copyThisCommand': ({ command }) => `复制终端命令：${command}`,
  'forwards.duplicate': '创建副本',
  'forwards.addToFavourites': '添加到收藏',
  'forwards.removeFromFavourites': '从收藏中移除',
  'forwards.startAll': ({ group }) => `全部启动（${group}）`,
  'forwards.stopAll': ({ group }) => `全部停止（${group}）`,

  'forwards.chip': ({ parts }) => parts.join('，'),
  'forwards.forwardPort': ({ port }) => `转发 ${port}`,
  'forwards.morePorts': ({ ports }) => `+${ports} 个端口`,
  'forwards.forwardAnotherPort': '转发其他端口',
  'forwards.forwardAnotherPortOf': ({ target }) => `转发 ${target} 的其他端口`,
  'forwards.start': ({ label }) => `启动 ${label}`,

  'footer.active': ({ active, waiting }) =>
    waiting === null ? `${active} 个运行中` : `${active} 个运行中，${waiting} 个等待中`,
  'footer.reachable': ({ forwards }) => `${number(forwards)} 个转发可从你的网络访问`,

  'footer.served': ({ served }) => `在本机提供 ${number(served)} 个`,
  'notice.notices': '通知',

  'announce.latest': '最新变化',
  'announce.state': ({ name, state, problem }) => `${name}：${state}。${problem ?? ''}`,
  'announce.clusters': ({ n }) => `${number(n)} 个集群`,
  'announce.forwards': ({ n }) => `${number(n)} 个转发`,

  'toast.messages': '消息',
  'toast.removed': ({ label }) => `已移除 ${label}。`,
  'toast.copiedAsKubectl': ({ commands, left }) => {
    const copied = `已复制 ${number(commands)} 条 kubectl port-forward 命令。`;
    if (left === 0) return copied;
    const missing = `有 ${number(left)} 个转发 kubectl 无法访问，原因见注释。`;
    return commands === 0 ? `没有复制任何命令。${missing}` : `${copied}${missing}`;
  },

  'unit.days': ({ n }) => `${n}\u00a0天`,
  'unit.hours': ({ n }) => `${n}\u00a0小时`,
  'unit.minutes': ({ n }) => `${n}\u00a0分钟`,
  'unit.seconds': ({ n }) => `${n}\u00a0秒`,
  'unit.together': ({ parts }) => parts.join('\u00a0'),
};
