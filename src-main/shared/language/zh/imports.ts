import type { imports as Words } from '../en/imports.ts';

export const imports: typeof Words = {
  'import.entry': ({ at }) => `第 ${at} 项`,
  'import.entryIn': ({ place, at }) => `${place}：第 ${at} 项`,
  'import.forwardEntry': ({ at }) => `第 ${at} 个转发`,
  'import.kubectlLine': '一行 kubectl 命令',
  'import.otherLine': '一行不含 port-forward 的命令',

  'import.faultChoice': ({ choices }) => `只能是${choices.map((choice) => `“${choice}”`).join('、')}`,
  'import.faultOther': () => '值无效',
  'import.faultTooBig': ({ of, most }) => `不能超过 ${most}${unit(of)}`,
  'import.faultTooSmall': ({ of, least }) => `不能少于 ${least}${unit(of)}`,
  'import.faultType': ({ expected }) => `应为${types[expected] ?? ` ${expected}`}`,
  'import.faultUnknown': ({ fields }) => `未知字段${fields.map((field) => `“${field}”`).join('、')}`,
  'import.faultSentence': ({ fault }) => `${fault}。`,
  'import.fieldFault': ({ field, fault }) => `${field}：${fault}`,

  'import.clusterKubeconfigUnused': ({ context }) => `不会保留它，而是使用在此为“${context}”选择的集群。`,
  'import.forwardsNothing': '它不转发任何端口。',
  'import.healthCheckUnused': '不会保留它：Portolan 会自行发现 Pod 丢失。',
  'import.hostNameUnused': ({ target }) =>
    `${target} 不会保留它：Portolan 不向 hosts 文件写入名称。请使用其地址。`,
  'import.httpLogUnused': ({ target }) => `${target} 不会保留它：Portolan 不记录请求日志。`,
  'import.isKubeconfig': '这是 kubeconfig，其中只有集群，没有转发。请使用“添加集群”。',
  'import.kftrayType': ({ type }) => `它的类型是“${type}”，需要 kftray 在集群中运行自己的 Pod。`,
  'import.kubeconfigUnused': ({ target, context }) =>
    context === null
      ? `${target} 不会保留它，而是使用在此选择的集群。`
      : `${target} 不会保留它，而是使用在此为“${context}”选择的集群。`,
  'import.loopbackUnused': ({ target, addresses }) =>
    `${target} 不会保留它，而是监听 ${addresses.join('、')}。`,
  'import.mdnsUnused': '不会保留它：Portolan 不发布 .local 名称。请使用地址。',
  'import.noHoldTime': ({ hold }) => `“${hold}”不是有效的暂存时间。请使用 30s 这样的写法。`,
  'import.noOptionValue': ({ option }) => `${option} 缺少值。请填写值，或去掉该选项。`,
  'import.noPort': '没有指定端口。kubectl 的写法是 [LOCAL:]REMOTE。',
  'import.noRemotePort': '没有指定远程端口。',
  'import.noService': '没有指定 Service。',
  'import.noTarget': '没有指定目标。kubectl 的写法是 TYPE/NAME。',
  'import.nothingRecognised':
    '没有识别出可导入的内容。请提供 portolan.yaml、kftray 或 Kube Forwarder 的导出、kportal 的文件，或 kubectl port-forward 命令。',
  'import.podsByLabels': ({ labels }) =>
    `它按标签选择 Pod（${labels ?? '未指定'}）。请添加指向对应 Service 或工作负载的转发。`,
  'import.podsByName': ({ name }) =>
    `它选择任意名称以“${name}”开头的 Pod。请添加指向对应 Service 或工作负载的转发。`,
  'import.reliabilityUnused': '不会保留它：Portolan 会自行监测连接并重试。',
  'import.shellValue': '其中的值来自只有 shell 才知道的变量或其他命令。请直接写出该值。',
  'import.tcpAlone': 'Kubernetes 只能转发 TCP 端口。',
  'import.unknownOption': ({ option }) => `无法识别 ${option}。请手动添加此转发。`,
  'import.unreadable': ({ reason }) => `此文本不是 JSON、YAML，也不是 kubectl 命令：${reason}。`,
  'import.workspaceVersion': '此 Portolan 不支持该工作区文件的版本，或文件中没有转发。',
  'import.writtenOtherwise': ({ program }) => `它不符合 ${program} 的格式。`,
};

const types: Readonly<Record<string, string>> = {
  array: '列表',
  boolean: '布尔值',
  int: '整数',
  number: '数字',
  object: '对象',
  string: '字符串',
};

function unit(of: string): string {
  return of === 'string' ? ' 个字符' : of === 'array' ? ' 项' : '';
}
