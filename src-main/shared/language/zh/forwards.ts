import type { forwards as Words } from '../en/forwards.ts';

export const forwards: typeof Words = {
  verbatim: ({ text }) => text,
  'problem.internal': 'Portolan 出现内部错误。请重试；如果再次出现，请附上详细信息报告。',

  'file.damaged': ({ path }) =>
    `${path} 已损坏，且无法重命名。文件保持原样，本次运行不会保存任何内容；请将它移走，然后重新启动 Portolan。`,
  'file.newer': ({ path }) =>
    `${path} 由更新版本的 Portolan 保存。文件保持原样，本次运行不会保存任何内容；请重新安装更新版本的 Portolan。`,
  'file.setAside': ({ path, aside }) =>
    `${path} 已损坏，已另存为 ${aside}。请在 Portolan 关闭时修复该文件并改回原名，或忽略它继续使用。`,
  'file.unreadable': ({ path }) =>
    `无法读取 ${path}。文件保持原样，本次运行不会保存任何内容；请授予读取权限，然后重新启动 Portolan。`,
  'file.unwritable': ({ path }) =>
    `无法写入 ${path}，更改未保存。请腾出空间或授予写入权限，然后再做一次更改。`,

  'forward.chosenPodNotReady': ({ pod }) =>
    `此转发唯一使用的 Pod ${pod} 未就绪。正在等待它；如需继续，请选择其他 Pod 或其他负载均衡方式。`,
  'forward.chosenPodTerminating': ({ pod }) =>
    `此转发唯一使用的 Pod ${pod} 正在终止。正在等待它；如需继续，请选择其他 Pod 或其他负载均衡方式。`,
  'forward.localPortTwice': ({ port }) => `本地端口 ${port} 重复。请为每个端口对指定不同的本地端口。`,
  'forward.notThere': '此转发已不在列表中。请重新添加。',

  'hold.expired': ({ seconds, reason }) => `${seconds} 秒内没有 Pod 就绪，连接已关闭。${reason}`,
  'hold.noAnswerYet': '集群尚未响应。',

  'listen.noSuchAddress': ({ address }) =>
    `${address} 目前不是本机的地址。请选择本机拥有的地址，例如 127.0.0.1。`,
  'listen.privileged': ({ endpoint }) =>
    `在本机监听 ${endpoint} 需要管理员权限。请选择 1024 或更大的本地端口。`,
  'listen.refused': ({ endpoint, code }) =>
    `系统拒绝监听 ${endpoint}（${code ?? '未知错误'}）。请选择其他地址或本地端口。`,
  'listen.reserved': ({ endpoint }) => `${endpoint} 由系统保留。请选择其他本地端口，或自动选择。`,
  'listen.taken': ({ endpoint }) => `${endpoint} 已被其他程序占用。请选择其他本地端口，或自动选择。`,
  'listen.takenByProgram': ({ endpoint, name, pid }) =>
    `${endpoint} 已被 ${name}（PID ${pid}）占用。请选择其他本地端口，或自动选择。`,
  'listen.takenByPortolan': ({ endpoint }) =>
    `${endpoint} 已被 Portolan 自身占用。请选择其他本地端口，或自动选择。`,
  'listen.takenByForward': ({ endpoint, label }) =>
    `${endpoint} 已被转发“${label}”占用。请停止该转发，或选择其他本地端口。`,
};
