import type { exposure as Words } from '../en/exposure.ts';
import { names, number } from './grammar.ts';

export const exposure: typeof Words = {
  'exposure.addresses': '本机地址',
  'exposure.all': ({ family }) => `全部 ${family}`,
  'exposure.allowFrom': '允许的来源',
  'exposure.allowFromHint': '地址和网段，例如 192.168.1.0/24。其他一律拒绝。',
  'exposure.asContext': ({ after }) => `${after}（按上下文的设定）`,
  'exposure.endAfter': '自动结束前的时长',
  'exposure.endAfterHint': '例如 30m、8h 或 2d，从启动时算起。',
  'exposure.ended': ({ after }) => `已按设定在 ${after} 后自动结束。`,
  'exposure.endsIn': ({ left }) => `${left}后自动结束`,
  'exposure.everybody': '所有人',
  'exposure.keepRunning': '继续运行',
  'exposure.never': '从不',
  'exposure.notEndAfter': ({ text }) =>
    `“${text}”不是有效的时长。请使用 1m 到 7d 之间的时长，例如 30m 或 8h。`,
  'exposure.notPeers': ({ text }) =>
    `“${text}”不是地址或网段。请使用 192.168.1.20 或 192.168.1.0/24 这样的写法。`,
  'exposure.reachComputer': '仅本机',
  'exposure.reachEvery': '所有网络',
  'exposure.reachNetwork': ({ name }) => `${name} 所在网络`,
  'exposure.refused': ({ address }) => `已拒绝 ${address}：它不在允许的来源中。`,
  'exposure.tooManyPeers': ({ most }) => `地址和网段超过 ${most} 个。请改用更少、更大的网段。`,
  'peers.address': '地址',
  'peers.bytes': '字节',
  'peers.connections': '连接',
  'peers.count': ({ served, refused }) =>
    refused === 0
      ? `${number(served)} 个连接`
      : served === 0
        ? `已拒绝 ${number(refused)} 次`
        : `接受 ${number(served)}，拒绝 ${number(refused)}`,
  'peers.last': '最近一次',
  'peers.none': '还没有其他设备连接过。',
  'peers.now': '现在',
  'peers.refused': '已拒绝',
  'peers.since': ({ age }) => `首次出现于 ${age}前`,
  'peers.title': '连接来源',
  'production.about': '启动或更改此上下文的转发前会先确认，窗口、托盘和终端均如此。',
  'production.address': '地址',
  'production.confirm': '在生产环境继续',
  'production.dialog': ({ context }) => `生产环境：${context}`,
  'production.endAfter': '转发自动结束前的时长',
  'production.endAfterHint': '例如 30m 或 8h，仅用于未单独设置时长的转发。',
  'production.is': '这是生产环境的上下文',
  'production.mark': '标记为生产环境…',
  'production.menu': '生产环境…',
  'production.question': '这是生产环境',
  'production.questionAbout': ({ contexts }) => `${names(contexts)} 已标记为生产环境。确定要继续吗？`,
  'production.tag': '生产',
  'production.title': ({ context }) => `${context} 已标记为生产环境`,
  'production.unconfirmed': ({ context }) => `${context} 已标记为生产环境。请确认后再执行。`,
  'reason.productionUnconfirmed': '未确认',
  'taken.byForward': ({ port, label }) => `端口 ${port} 正被转发“${label}”占用。`,
  'taken.byProgram': ({ port, name, pid }) => `端口 ${port} 正被 ${name}（PID ${pid}）占用。`,
  'taken.takeOver': '接管',
  'taken.willTakeOver': ({ label }) => `保存时将停止“${label}”并接管其端口。`,
};
