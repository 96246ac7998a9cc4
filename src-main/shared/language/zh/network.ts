import type { network as Words } from '../en/network.ts';

export const network: typeof Words = {
  'network.authorityUnknown': ({ host, context }) =>
    `${host} 的证书由未知的颁发机构签发。请更正${where(context)} certificate-authority。`,
  'network.certificateExpired': ({ host }) => `${host} 的证书已过期。请联系集群管理员续期，并检查本机时钟。`,
  'network.certificateMalformed': ({ context }) =>
    `无法解析${where(context)}证书或密钥：不是有效的 PEM。请在 kubeconfig 中更正。`,
  'network.certificateNotYetValid': ({ host }) => `${host} 的证书尚未生效。请检查本机时钟。`,
  'network.certificateOfAnotherName': ({ host, context }) =>
    `${host} 的证书属于其他名称。请更正${where(context)}服务器地址，或设置其 tls-server-name。`,
  'network.clientCertificateRefused': ({ host, context }) =>
    `${host} 拒绝了安全连接。请更新${where(context)}客户端证书。`,
  'network.closed': ({ host }) => `与 ${host} 的连接已关闭。将自动重试。`,
  'network.nameNotFoundNow': ({ host }) => `目前无法解析名称 ${host}。请检查网络或 VPN；将自动重试。`,
  'network.nameUnknown': ({ host }) => `无法识别名称 ${host}。请检查服务器地址以及网络或 VPN。`,
  'network.noAnswer': ({ host }) => `位于 ${host} 的 API 服务器没有响应。请检查网络或 VPN；将自动重试。`,
  'network.nothingListens': ({ host }) =>
    `${host} 上没有服务在监听：API 服务器未运行，或地址有误。将自动重试。`,
  'network.notHttps': ({ host, context }) => `${host} 不使用 https。请更正${where(context)}服务器地址。`,
  'network.tlsFailed': ({ host, context }) =>
    `与 ${host} 的安全连接失败。请检查${where(context)}证书和服务器名称。`,
  'network.unreachable': ({ host }) => `无法连接位于 ${host} 的 API 服务器。请检查网络或 VPN；将自动重试。`,
  'proxy.cannotReach': ({ proxy, place, setBy }) =>
    `代理 ${proxy} 无法连接 ${place}。请检查服务器地址和 ${setBy}；将自动重试。`,
  'proxy.ended': ({ proxy, protocol, setBy }) =>
    `代理 ${proxy} 断开了连接，或不是 ${protocol} 代理。请检查 ${setBy}；将自动重试。`,
  'proxy.loginMissing': ({ proxy, setBy, example, restart }) =>
    `代理 ${proxy} 要求用户名和密码。请将其添加到 ${setBy}，例如 ${example}${afterwards(restart)}。`,
  'proxy.loginRefused': ({ proxy, setBy, restart }) =>
    `代理 ${proxy} 不接受该用户名和密码。请更正 ${setBy} 中的用户名和密码${afterwards(restart)}。`,
  'proxy.loginUnsupported': ({ proxy, setBy, schemes, restart }) =>
    `代理 ${proxy} 不支持用户名和密码，只支持通过 ${schemes.join(' 或 ')} 登录。请向代理管理员咨询其他接入方式，并更正 ${setBy}${afterwards(restart)}。`,
  'proxy.notLetThrough': ({ proxy, place, status, setBy }) =>
    `代理 ${proxy} 不允许访问 ${place}${status === null ? '' : `（${status}）`}。请让代理管理员放行，或更正 ${setBy}。`,
  'proxy.restart': '重新启动 Portolan',
  'proxy.setByContext': ({ context }) => `proxy-url（上下文“${context}”）`,
  'proxy.tlsFailed': ({ proxy, setBy }) => `与代理 ${proxy} 的安全连接失败。请检查其证书和 ${setBy}。`,
  'proxy.unreachable': ({ proxy, setBy }) => `无法连接代理 ${proxy}。请检查网络和 ${setBy}；将自动重试。`,
  'proxy.urlInvalid': ({ context }) =>
    `上下文“${context}”的 proxy-url 不是 http、https 或 socks5 地址。请在 kubeconfig 中更正。`,
  'proxy.variableInvalid': ({ variable }) =>
    `环境变量 ${variable} 不是 http、https 或 socks5 地址。请更正或移除它，然后重新启动 Portolan。`,
};

function where(context: string | null): string {
  return context === null ? ' kubeconfig 中的' : `上下文“${context}”的`;
}

function afterwards(restart: string | null): string {
  return restart === null ? '' : `，然后${restart}`;
}
