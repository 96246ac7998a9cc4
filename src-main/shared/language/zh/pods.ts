import type { pods as Words } from '../en/pods.ts';
import { number } from './grammar.ts';

export const pods: typeof Words = {
  'pod.beingDeleted': ({ pod }) => `Pod ${pod} 正在被删除。`,
  'pod.containerEnded': ({ pod, status }) => `Pod ${pod} 的一个容器已结束（${status}）。`,
  'pod.containerNotStarting': ({ pod, status }) => `Pod ${pod} 无法启动容器（${status}）。`,
  'pod.crashing': ({ pod, restarts }) =>
    `Pod ${pod} 反复崩溃（CrashLoopBackOff，已重启 ${number(restarts)} 次）。`,
  'pod.deleted': ({ pod }) => `Pod ${pod} 已被删除。`,
  'pod.failed': ({ pod, reason }) => `Pod ${pod} 已失败${reason === null ? '' : `（${reason}）`}。`,
  'pod.finished': ({ pod }) => `Pod ${pod} 已运行完毕。`,
  'pod.imageMissing': ({ pod, status }) => `Pod ${pod} 无法获取镜像（${status}）。`,
  'pod.noLongerReady': ({ pod }) => `Pod ${pod} 不再就绪。`,
  'pod.none': ({ target }) => `${target} 没有 Pod。正在等待 Pod 出现；请检查副本数是否大于 0。`,
  'pod.noneLeft': ({ seen }) => `${seen}正在等待新的 Pod。`,
  'pod.noneOfAllReady': ({ trouble, all, target }) =>
    `${trouble}${target} 的 ${number(all)} 个 Pod 均未就绪。正在等待 Pod 就绪。`,
  'pod.noneReady': ({ target }) => `${target} 没有就绪的 Pod。正在等待 Pod 就绪。`,
  'pod.noneReadyFor': ({ trouble }) => `${trouble}正在等待 Pod 就绪。`,
  'pod.notReady': ({ pod }) => `Pod ${pod} 正在运行，但未就绪。`,
  'pod.starting': ({ pod, status }) => `Pod ${pod} 正在启动（${status}）。`,
  'pod.unschedulable': ({ pod, reason }) => `Pod ${pod} 无法调度${reason === null ? '' : `：${reason}`}。`,
  'targetPort.missing': ({ object, port, declared }) =>
    `${object} 没有 TCP 端口 ${port}。${declared.length === 0 ? '它没有声明任何端口；请使用端口号。' : `请选择以下之一：${declared.join('、')}。`}`,
  'targetPort.notTcp': ({ object, port, protocol }) =>
    `${object} 的端口 ${port} 是 ${protocol} 端口，Kubernetes 无法转发。请选择 TCP 端口。`,
  'targetPort.unread': ({ pod, port }) =>
    `无法查找 Pod ${pod} 的端口“${port}”：你没有读取该 Pod 的权限。请使用端口号，或申请对 Pod 的 get 权限。`,
};
