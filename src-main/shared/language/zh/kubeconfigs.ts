import type { kubeconfigs as Words } from '../en/kubeconfigs.ts';

export const kubeconfigs: typeof Words = {
  'credentials.authorityNotPem':
    '证书颁发机构不是 PEM 格式。内容须以 -----BEGIN CERTIFICATE----- 开头；如果证书已受本机信任，请留空。',
  'credentials.issuerInvalid': ({ context }) =>
    `上下文“${context}”的 idp-issuer-url 不是有效的地址。请在 kubeconfig 中更正。`,
  'credentials.loginExpired': ({ context }) =>
    `上下文“${context}”的登录已过期，且无法续期。请使用生成该 kubeconfig 的工具重新登录。`,
  'credentials.none': ({ context }) =>
    `无法获取上下文“${context}”的凭据。请使用生成该 kubeconfig 的工具重新登录。`,
  'credentials.notInKeychain': ({ context }) =>
    `钥匙串中已没有上下文“${context}”的凭据。请移除该集群后重新添加。`,
  'credentials.pluginFailed': ({ plugin, context }) =>
    `上下文“${context}”的凭据插件“${plugin}”运行失败。请在终端中运行它，或重新登录。`,
  'credentials.pluginInteractive': ({ plugin, context }) =>
    `上下文“${context}”的凭据插件“${plugin}”需要在终端中交互。请先在终端中登录，或将其 interactiveMode 设为 IfAvailable。`,
  'credentials.pluginMissing': ({ plugin, context }) =>
    `上下文“${context}”的凭据插件“${plugin}”未安装，或不在 Portolan 可见的 PATH 中。请安装它，或在 kubeconfig 中写明完整路径。`,
  'credentials.pluginNotRunnable': ({ plugin, context }) =>
    `无法运行上下文“${context}”的凭据插件“${plugin}”。请确认它是你有权运行的程序。`,
  'credentials.pluginSilent': ({ plugin, context, minutes }) =>
    `上下文“${context}”的凭据插件“${plugin}”在 ${minutes} 分钟内没有响应。请在终端中运行它，查看它在等待什么。`,
  'credentials.pluginUnusable': ({ plugin }) =>
    `凭据插件“${plugin}”没有提供可用的凭据。请在终端中运行它以查看原因。`,
  'credentials.pluginVersion': ({ plugin, answered, expected }) =>
    `凭据插件“${plugin}”返回的版本是 ${answered}，而 kubeconfig 要求 ${expected}。请更新插件或 kubeconfig。`,
  'credentials.providerFault': ({ host, status, context }) =>
    `上下文“${context}”的身份提供方 ${host} 返回了错误（${status}）。正在重试；如果持续如此，请联系其管理员。`,
  'credentials.providerOther': ({ host, context }) =>
    `${host} 有响应，但不是上下文“${context}”的身份提供方应有的响应。请检查网络及其 idp-issuer-url。正在重试。`,
  'credentials.providerUnreachable': ({ host, context }) =>
    `无法连接上下文“${context}”的身份提供方 ${host}。请检查网络或 VPN。正在重试。`,
  'credentials.providerUntrusted': ({ host, context }) =>
    `与身份提供方 ${host} 的安全连接失败。请检查其证书以及上下文“${context}”的 idp-certificate-authority。`,
  'credentials.refused': ({ context }) =>
    `上下文“${context}”的集群不接受当前凭据。请重新登录，或更新令牌或证书。`,
  'credentials.tokenInvalid': '令牌中含有空格或其他不允许的字符。请重新复制，不要包含换行符。',
  'kubeconfig.clusterUnknown': ({ context, cluster }) =>
    `上下文“${context}”引用的集群“${cluster}”不在任何 kubeconfig 中。请更正该上下文。`,
  'kubeconfig.fileUnreadable': ({ file, context }) =>
    `无法读取上下文“${context}”引用的文件 ${file}。请更正 kubeconfig，或恢复该文件。`,
  'kubeconfig.kubectlUnreachable': ({ target, context }) =>
    `kubectl 无法访问 ${target}：没有 kubeconfig 文件包含上下文“${context}”。`,
  'kubeconfig.lineInvalid': ({ kubeconfig, line }) =>
    `${kubeconfig} 无法读取：第 ${line} 行不符合 kubeconfig 格式。请更正该行；在此之前继续使用上次读取的内容。`,
  'kubeconfig.missing': ({ path }) => `找不到 kubeconfig ${path}。请检查路径；文件出现后会立即读取。`,
  'kubeconfig.demo': '演示 kubeconfig',
  'kubeconfig.ofFile': ({ path }) => `kubeconfig ${path}`,
  'kubeconfig.pasted': '粘贴的 kubeconfig',
  'kubeconfig.pastedInvalid': ({ line }) =>
    `粘贴的文本不是 kubeconfig：第 ${line} 行不符合格式。请更正后重新粘贴。`,
  'kubeconfig.pastedRelativePath': ({ context, path }) =>
    `上下文“${context}”引用的文件 ${path} 没有写明所在文件夹，而粘贴的文本无从得知。请写明完整路径，或将文件内容嵌入其中（kubectl config view --flatten --raw）。`,
  'kubeconfig.pastedWithoutContexts':
    '粘贴的文本中没有上下文。请粘贴完整的 kubeconfig，包括 clusters、users 和 contexts。',
  'kubeconfig.serverInvalid': ({ cluster }) =>
    `集群“${cluster}”的 server 不是 http 或 https 地址。请在 kubeconfig 中更正。`,
  'kubeconfig.unreadable': ({ path, code }) =>
    `无法读取 kubeconfig ${path}（${code}）。请确认它是你有权读取的文件。`,
  'kubeconfig.userUnknown': ({ context, user }) =>
    `上下文“${context}”引用的用户“${user}”不在任何 kubeconfig 中。请更正该上下文。`,
};
