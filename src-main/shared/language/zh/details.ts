import type { details as Words } from '../en/details.ts';
import { number } from './grammar.ts';

export const details: typeof Words = {
  'connection.closedByYou': ({ who, pod }) =>
    pod === null ? `你关闭了 ${who} 的连接。` : `你关闭了 ${who} 到 ${pod} 的连接。`,
  'connection.program': ({ name, pid, peer }) => `${name}（pid ${pid}，${peer}）`,
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
};

function theNode(node: string | null): string {
  return node === null ? '所在节点' : `节点 ${node} `;
}
