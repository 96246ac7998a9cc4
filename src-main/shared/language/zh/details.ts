import type { details as Words } from '../en/details.ts';
import { number } from './grammar.ts';

export const details: typeof Words = {
  'connection.closedByYou': ({ who, pod }) =>
    pod === null ? `你关闭了 ${who} 的连接。` : `你关闭了 ${who} 到 ${pod} 的连接。`,
  'connection.program': ({ name, pid, peer }) => `${name}（PID ${pid}，${peer}）`,
  'connection.resetByClient': ({ pod }) =>
    pod === null ? '客户端重置了连接。' : `客户端重置了到 ${pod} 的连接。`,
  'why.deleted': ({ pod }) => `${pod} 被删除。`,
  'why.drained': ({ pod, node }) => `${pod} 被驱逐：${theNode(node)}正在排空。`,
  'why.endedByOwner': ({ pod, workload }) => `${pod} 被 ${workload} 终止。`,
  'why.evicted': ({ pod, node }) => `${pod} 被从${theNode(node)}驱逐，节点排空时会这样。`,
  'why.exited': ({ pod, container, code }) => `${pod} 的容器 ${container} 已退出，退出码为 ${code}。`,
  'why.image': ({ pod, detail }) => `${pod} 无法获取镜像${detail === '' ? '' : `：${detail}`}。`,
  'why.liveness': ({ pod, container, detail }) => `${pod} 的容器 ${container} 被重启：${detail}。`,
  'why.nodeEnded': ({ pod, node, detail }) =>
    `${pod} 被${theNode(node)}终止：${detail === '' ? '资源不足，或节点正在关机' : detail}。`,
  'why.nodeGone': ({ pod, node }) => `${pod} 被移除：${theNode(node)}已不存在。`,
  'why.nodeNotReady': ({ pod, node }) => `${pod} 未就绪：${theNode(node)}未就绪。`,
  'why.nodeTaint': ({ pod, node }) =>
    `${pod} 被移除：${theNode(node)}不再保留 Pod（带有污点，例如节点失联）。`,
  'why.outOfMemory': ({ pod, container }) =>
    `${pod} 的容器 ${container} 被终止：内存用量超过限制（OOMKilled）。`,
  'why.ownerDeleted': ({ pod, workload }) => `${pod} 已随 ${workload} 一起删除。`,
  'why.preempted': ({ pod }) => `${pod} 被更高优先级的 Pod 抢占。`,
  'why.probe': ({ pod, detail }) => `${pod} 未就绪：${detail}。`,
  'why.replaced': ({ pod, kind }) => `${pod} 被删除，将由其 ${kind} 重建。`,
  'why.rollout': ({ pod, workload }) => `${pod} 已在 ${workload} 的滚动更新中被替换。`,
  'why.scaledDown': ({ pod, workload, replicas }) =>
    `${pod} 被终止：${workload} 已缩放到 ${number(replicas)} 个 Pod。`,
  'connection.close': ({ who }) => `关闭 ${who} 的连接`,
  'connection.closed': ({ who }) => `${who} 的连接已关闭。`,
  'connection.columnBytes': '接收和发送',
  'graph.minute': '1 分钟',
  'graph.quarter': '15 分钟',
  'graph.hour': '1 小时',
  'graph.noStep': '用方向键逐步查看',
  'graph.pod': ({ pod }) => `Pod ${pod}`,
  'graph.port': ({ port }) => `端口 ${port}`,
  'graph.ratesOf': ({ what, span }) => `${what}，最近 ${span}的接收与发送速率`,
  'graph.show': '图表内容',
  'graph.span': '图表时间范围',
  'graph.step': ({ time, rates }) => `${time}：${rates}`,
  'graph.time': '时间',
  'graph.whole': '全部端口和 Pod',
  'report.copy': '复制为报告',
  'report.title': ({ label }) => `转发 ${label}`,
  'report.named': ({ name, value }) => `${name}：${value}`,
  'report.addresses': '地址',
  'report.since': ({ state, since }) => `${state}，始于 ${since}`,
  'report.kubernetes': ({ context, version }) =>
    version === null ? context : `${context}，Kubernetes ${version}`,
  'report.written': '生成时间',
  'report.traffic': '流量',
  'report.totals': ({ received, sent, connections, failed, closed }) =>
    `接收 ${received}，发送 ${sent}，连接 ${connections}，失败 ${failed}，手动关闭 ${closed}`,
  'report.whole': '合计',
  'report.nothing': '暂无。',
};

function theNode(node: string | null): string {
  return node === null ? '所在节点' : `节点 ${node} `;
}
