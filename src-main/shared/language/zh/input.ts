import type { input as Words } from '../en/input.ts';

export const input: typeof Words = {
  'input.exposed': '其他设备可能访问此地址。请明确允许，或使用 127.0.0.1 和 ::1。',
  'input.noAddress': '未指定地址。请使用 127.0.0.1，或使用 localhost 表示两个回环地址。',
  'input.notAddress': ({ text }) =>
    `“${text}”不是可监听的地址。请使用本机的 IP 地址（例如 127.0.0.1、::1 或 0.0.0.0）或 localhost。`,
  'input.notBalance': ({ text }) =>
    `“${text}”不是负载均衡方式。请使用 sticky、round-robin、least-connections 或 pod=NAME。`,
  'input.nothingChanged': '没有任何更改',
  'input.nothingToBalance': '目标是单个 Pod，无需负载均衡。请使用 sticky，或选择 Service 或工作负载。',
  'input.notIpAddress': '不是 IP 地址',
  'input.notLocalPort': ({ text }) => `“${text}”不是本地端口。请使用 1 到 65535 之间的数字。`,
  'input.notName': ({ text }) =>
    `“${text}”不是有效的 Kubernetes 名称。请使用小写字母、数字、“-”和“.”，并以字母或数字开头和结尾。`,
  'input.notNamespace': ({ text }) => `“${text}”不是命名空间：只能包含小写字母、数字和“-”，最多 63 个字符。`,
  'input.notPort': ({ text }) => `“${text}”不是端口。请使用 1 到 65535 之间的数字，或端口名称（例如 http）。`,
  'input.notPortPair': ({ text }) =>
    `“${text}”不是端口对。请按 LOCAL:REMOTE 的格式填写，例如 8080:80、8443:https 或 :5000。`,
  'input.notRemotePort': ({ text }) => `“${text}”不是目标端口。请使用 1 到 65535 之间的数字。`,
  'input.notTarget': ({ text }) =>
    `“${text}”不是目标。请按 TYPE/NAME 的格式填写，例如 svc/web；类型有 pod、svc、deploy、rs、sts、ds 和 job。`,
  'input.unusable': '输入的内容无法使用。请更正后重试。',
  'input.unusableField': ({ field, fault }) =>
    `输入的内容无法使用（${field ?? '输入'}：${fault}）。请更正后重试。`,
};
