/** Faults of the way to an API server: names, connections, TLS, proxies. */
export const network = {
  'network.authorityUnknown': ({ host, context }: { host: string; context: string | null }) =>
    `The certificate of ${host} is signed by an unknown authority. Correct the certificate-authority ${where(context)}.`,
  'network.certificateExpired': ({ host }: { host: string }) =>
    `The certificate of ${host} has expired. Ask the cluster’s administrator to renew it, and check this computer’s clock.`,
  'network.certificateMalformed': ({ context }: { context: string | null }) =>
    `A certificate or key ${where(context)} is not valid PEM. Correct it in the kubeconfig.`,
  'network.certificateNotYetValid': ({ host }: { host: string }) =>
    `The certificate of ${host} is not valid yet. Check this computer’s clock.`,
  'network.certificateOfAnotherName': ({ host, context }: { host: string; context: string | null }) =>
    `The certificate of ${host} is for another name. Correct the server’s address ${where(context)}, or set its tls-server-name.`,
  'network.clientCertificateRefused': ({ host, context }: { host: string; context: string | null }) =>
    `${host} refused the secure connection. Renew the client certificate ${where(context)}.`,
  'network.closed': ({ host }: { host: string }) => `The connection to ${host} was closed. Trying again.`,
  'network.nameNotFoundNow': ({ host }: { host: string }) =>
    `The name ${host} cannot be looked up now. Check the network or VPN. Trying again.`,
  'network.nameUnknown': ({ host }: { host: string }) =>
    `The name ${host} is not known here. Check the server’s address and the network or VPN.`,
  'network.noAnswer': ({ host }: { host: string }) =>
    `The API server at ${host} does not answer. Check the network or VPN. Trying again.`,
  'network.nothingListens': ({ host }: { host: string }) =>
    `Nothing listens at ${host}: the API server is down or the address is wrong. Trying again.`,
  'network.notHttps': ({ host, context }: { host: string; context: string | null }) =>
    `${host} does not speak https. Correct the server’s address ${where(context)}.`,
  'network.tlsFailed': ({ host, context }: { host: string; context: string | null }) =>
    `The secure connection to ${host} failed. Check the certificates ${where(context)} and the server’s name.`,
  'network.unreachable': ({ host }: { host: string }) =>
    `The API server at ${host} cannot be reached. Check the network or VPN. Trying again.`,
  'proxy.cannotReach': ({ proxy, place, setBy }: { proxy: string; place: string; setBy: string }) =>
    `The proxy ${proxy} cannot reach ${place}. Check the server’s address and ${setBy}. Trying again.`,
  'proxy.ended': ({ proxy, protocol, setBy }: { proxy: string; protocol: string; setBy: string }) =>
    `The proxy ${proxy} ended the connection or does not speak as ${protocol === 'HTTP' ? 'an' : 'a'} ${protocol} proxy. Check ${setBy}. Trying again.`,
  'proxy.loginMissing': ({
    proxy,
    setBy,
    example,
    restart,
  }: {
    proxy: string;
    setBy: string;
    example: string;
    restart: string | null;
  }) =>
    `The proxy ${proxy} asks for a user name and a password. Add them to ${setBy}, as in ${example}${afterwards(restart)}.`,
  'proxy.loginRefused': ({
    proxy,
    setBy,
    restart,
  }: {
    proxy: string;
    setBy: string;
    restart: string | null;
  }) =>
    `The proxy ${proxy} does not accept the user name and password. Correct them in ${setBy}${afterwards(restart)}.`,
  'proxy.loginUnsupported': ({
    proxy,
    setBy,
    schemes,
    restart,
  }: {
    proxy: string;
    setBy: string;
    schemes: readonly string[];
    restart: string | null;
  }) =>
    `The proxy ${proxy} takes no user name and password, only a login by ${schemes.join(' or ')}. Ask who runs it for another way in, and correct ${setBy}${afterwards(restart)}.`,
  'proxy.notLetThrough': ({
    proxy,
    place,
    status,
    setBy,
  }: {
    proxy: string;
    place: string;
    status: number | null;
    setBy: string;
  }) =>
    `The proxy ${proxy} does not let through to ${place}${status === null ? '' : ` (${status})`}. Ask who runs it to allow that, or correct ${setBy}.`,
  /** What the login messages add where a changed proxy is not noticed. */
  'proxy.restart': 'start Portolan again',
  /** What a person has to correct, as it stands in the messages about a proxy. */
  'proxy.setByContext': ({ context }: { context: string }) => `the proxy-url of context “${context}”`,
  'proxy.tlsFailed': ({ proxy, setBy }: { proxy: string; setBy: string }) =>
    `The secure connection to the proxy ${proxy} failed. Check its certificate and ${setBy}.`,
  'proxy.unreachable': ({ proxy, setBy }: { proxy: string; setBy: string }) =>
    `The proxy ${proxy} cannot be reached. Check the network and ${setBy}. Trying again.`,
  'proxy.urlInvalid': ({ context }: { context: string }) =>
    `The proxy-url of context “${context}” is not an http, https or socks5 address. Correct it in the kubeconfig.`,
  'proxy.variableInvalid': ({ variable }: { variable: string }) =>
    `The environment variable ${variable} is not an http, https or socks5 address. Correct or remove it, and start Portolan again.`,
};

/** `context` is null where only the server is known. */
function where(context: string | null): string {
  return context === null ? 'in the kubeconfig' : `of context “${context}”`;
}

function afterwards(restart: string | null): string {
  return restart === null ? '' : `, and ${restart}`;
}
