import type { exposure as Words } from '../en/exposure.ts';
import { list, number } from './grammar.ts';

export const exposure: typeof Words = {
  'exposure.addresses': '本机地址',
  'exposure.all': ({ family }) => `全部 ${family}`,
  'exposure.allowFrom': '允许谁连接',
  'exposure.allowFromHint': '地址和网段，例如 192.168.1.0/24。其他一律拒绝。',
  'exposure.asContext': ({ after }) => `${after}（按上下文的设定）`,
  'exposure.endAfter': '自动结束时间',
  'exposure.endAfterHint': '例如 30m、8h 或 2d，从启动时算起。',
  'exposure.ended': ({ after }) => `已按设定在 ${after} 后自动结束。`,
  'exposure.endsIn': ({ left }) => `${left} 后自动结束`,
  'exposure.everybody': '所有人',
  'exposure.never': '从不',
  'exposure.notEndAfter': ({ text }) =>
    `“${text}”不是有效的结束时间。请使用 1m 到 7d 之间的时间，例如 30m 或 8h。`,
  'exposure.notPeers': ({ text }) =>
    `“${text}”不是地址或网段。请使用 192.168.1.20 或 192.168.1.0/24 这样的写法。`,
  'exposure.reachComputer': '仅本机',
  'exposure.reachEvery': '本机所在的所有网络',
  'exposure.reachNetwork': ({ name }) => `${name} 所在网络的计算机`,
  'exposure.refused': ({ address }) => `已拒绝 ${address}：它不在允许连接的名单中。`,
  'exposure.tooManyPeers': ({ most }) => `地址和网段超过 ${most} 个。请改用更少、更大的网段。`,
  'peers.address': '地址',
  'peers.bytes': '字节',
  'peers.connections': '连接',
  'peers.count': ({ served, refused }) =>
    refused === 0
      ? `${number(served)} 个连接`
      : served === 0
        ? `已拒绝 ${number(refused)} 次`
        : `${number(served)} 个，已拒绝 ${number(refused)} 次`,
  'peers.last': '最近一次',
  'peers.none': '还没有其他机器连接过。',
  'peers.now': '现在',
  'peers.refused': '已拒绝',
  'peers.since': ({ age }) => `首次出现于 ${age} 前`,
  'peers.title': '谁连接过',
  'production.about': '启动或更改到它的转发前会先询问：在窗口、托盘和终端中都一样。',
  'production.address': '地址',
  'production.confirm': '确认，是生产环境',
  'production.context': '上下文',
  'production.dialog': ({ context }) => `生产环境：${context}`,
  'production.endAfter': '其转发的自动结束时间',
  'production.endAfterHint': '例如 30m 或 8h，用于没有自己设定时间的转发。',
  'production.is': '这是生产环境的上下文',
  'production.mark': '标记为生产环境…',
  'production.menu': '生产环境…',
  'production.question': '这是生产环境',
  'production.questionAbout': ({ contexts }) => `${list(contexts)} 已标记为生产环境。确定要继续吗？`,
  'production.tag': '生产',
  'production.target': '目标',
  'production.title': ({ context }) => `${context} 已标记为生产环境`,
  'production.unconfirmed': ({ context }) => `${context} 已标记为生产环境。请确认后再执行。`,
  'reason.productionUnconfirmed': '未确认',
  'taken.byForward': ({ port, label }) => `端口 ${port} 正被转发“${label}”使用。`,
  'taken.byProgram': ({ port, name, pid }) => `端口 ${port} 正被 ${name} (pid ${pid}) 使用。`,
  'taken.takeOver': '接管',
  'taken.useFree': '使用空闲端口',
  'taken.willTakeOver': ({ label }) => `保存时将停止“${label}”并接管其端口。`,
};
