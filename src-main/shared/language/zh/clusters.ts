import type { clusters as Words } from '../en/clusters.ts';
import { kubernetesKinds } from '../kubernetes-kinds.ts';
import { sentence } from './grammar.ts';

export const clusters: typeof Words = {
  'api.anonymous': ({ context }) =>
    `上下文“${context}”的集群无法识别你的身份。请登录，或为该上下文添加凭据。`,
  'api.busy': ({ context }) => `上下文“${context}”的 API 服务器繁忙。将自动重试。`,
  'api.error': ({ context, status, reason }) =>
    `上下文“${context}”的 API 服务器返回错误（${status}）。${reason === null ? '' : `服务器消息：${sentence(reason)}`}`,
  'api.forbidden': ({ context, verb, resource, scope }) =>
    `上下文“${context}”无权${scope ?? ''}对 ${resource} 执行 ${verb}。请向集群管理员申请${scope ?? ''}对“${resource}”的“${verb}”权限。`,
  'api.forbiddenOtherwise': ({ context, reason }) =>
    `上下文“${context}”无权执行此操作。请向集群管理员申请权限。${reason === null ? '' : `集群消息：${sentence(reason)}`}`,
  'api.inAllNamespaces': '在所有命名空间中',
  'api.inNamespace': ({ namespace }) => `在命名空间 ${namespace} 中`,
  'api.notFound': ({ reason }) => `API 服务器找不到该对象：${sentence(reason)}请检查其名称和命名空间。`,
  'api.notKubernetes': ({ server }) => `${server} 有响应，但不是 Kubernetes API。请检查服务器地址。`,
  'api.pathUnknown': ({ server, path }) => `${server} 上没有 ${path}。请检查服务器地址及其路径。`,
  'api.silent': ({ context }) => `上下文“${context}”的 API 服务器没有响应。请检查网络或 VPN；将自动重试。`,
  'api.speaksHttps': ({ server, context }) =>
    `${server} 需要使用 https 访问。请更正上下文“${context}”的服务器地址。`,
  'api.webPage': ({ server }) =>
    `${server} 返回的是网页或重定向，而不是 Kubernetes API，可能来自登录页面或代理。请检查服务器地址；如果要求登录，请先登录。`,
  'cluster.addressInvalid': ({ address }) =>
    `“${address}”不是 API 服务器的地址。地址须以 https:// 开头，例如 https://10.0.0.1:6443。`,
  'cluster.contextGone': ({ context }) =>
    `上下文“${context}”已不存在。正在等待它恢复；请将其恢复，或选择其他上下文。`,
  'cluster.contextMissing': ({ context }) =>
    `没有上下文“${context}”。请选择 kubeconfig 中已有的上下文，或添加该集群。`,
  'cluster.contextNotAdded': ({ context }) =>
    `上下文“${context}”不是在 Portolan 中添加的。请从其 kubeconfig 中移除。`,
  'cluster.contextNotBack': ({ context }) => `上下文“${context}”无法恢复。请重新添加该集群。`,
  'cluster.contextNotInUse': ({ context }) => `上下文“${context}”已不再使用。`,
  'cluster.contextRemoved': ({ context }) => `上下文“${context}”已不存在。请选择其他上下文。`,
  'cluster.contextUnusable': ({ context }) => `上下文“${context}”无法使用。`,
  'cluster.object': ({ kind, name }) => `${kubernetesKinds[kind]} ${name}`,
  'cluster.objectDeleted': ({ object }) => `${object} 已被删除。正在等待同名的新对象。`,
  'cluster.objectMissing': ({ object, namespace, context }) =>
    `上下文“${context}”的命名空间 ${namespace} 中没有 ${object}。请检查名称和命名空间。`,
  'cluster.serviceOfOutsideName': ({ service, outside }) =>
    `${service} 指向外部名称 ${outside}，而不是 Pod。请直接连接该名称。`,
  'cluster.serviceWithoutSelector': ({ service }) =>
    `${service} 没有选择器：它指向的地址不是 Pod，无法转发。请选择 Pod 或其他 Service。`,
  'cluster.workloadScaledToZero': ({ workload }) =>
    `${workload} 的副本数为 0。请扩容；Portolan 会等待 Pod 出现。`,
  'cluster.workloadWithoutSelector': ({ workload }) =>
    `${workload} 没有选择任何 Pod。请选择 Pod 或其他工作负载。`,
};
