/** What is wrong with a kubeconfig, or with the credentials that it names. */
export const kubeconfigs = {
  'credentials.authorityNotPem':
    'The certificate authority is not in PEM form. It begins with -----BEGIN CERTIFICATE-----; leave it empty for certificates that this computer trusts.',
  'credentials.issuerInvalid': ({ context }: { context: string }) =>
    `The idp-issuer-url of context “${context}” is not an address. Correct it in the kubeconfig.`,
  'credentials.loginExpired': ({ context }: { context: string }) =>
    `The login of context “${context}” has expired and could not be renewed. Log in again with the tool that wrote the kubeconfig.`,
  'credentials.none': ({ context }: { context: string }) =>
    `No credentials could be had for context “${context}”. Log in again with the tool that wrote the kubeconfig.`,
  'credentials.notInKeychain': ({ context }: { context: string }) =>
    `The credentials of context “${context}” are no longer in the keychain. Remove the cluster and add it again.`,
  'credentials.pluginFailed': ({ plugin, context }: { plugin: string; context: string }) =>
    `The credential plugin “${plugin}” of context “${context}” failed. Run it in a terminal, or log in again.`,
  'credentials.pluginInteractive': ({ plugin, context }: { plugin: string; context: string }) =>
    `The credential plugin “${plugin}” of context “${context}” wants to ask questions in a terminal. Log in there first, or set its interactiveMode to IfAvailable.`,
  'credentials.pluginMissing': ({ plugin, context }: { plugin: string; context: string }) =>
    `The credential plugin “${plugin}” of context “${context}” is not installed, or not on the PATH that Portolan sees. Install it, or write its full path into the kubeconfig.`,
  'credentials.pluginNotRunnable': ({ plugin, context }: { plugin: string; context: string }) =>
    `The credential plugin “${plugin}” of context “${context}” cannot be run. Check that it is a program you may start.`,
  'credentials.pluginSilent': ({
    plugin,
    context,
    minutes,
  }: {
    plugin: string;
    context: string;
    minutes: number;
  }) =>
    `The credential plugin “${plugin}” of context “${context}” did not answer within ${minutes} minutes. Run it in a terminal to see what it waits for.`,
  'credentials.pluginUnusable': ({ plugin }: { plugin: string }) =>
    `The credential plugin “${plugin}” gave no usable credential. Run it in a terminal to see why.`,
  'credentials.pluginVersion': ({
    plugin,
    answered,
    expected,
  }: {
    plugin: string;
    answered: string;
    expected: string;
  }) =>
    `The credential plugin “${plugin}” answered in ${answered}, but the kubeconfig asks for ${expected}. Update the plugin or the kubeconfig.`,
  'credentials.providerFault': ({
    host,
    status,
    context,
  }: {
    host: string;
    status: number;
    context: string;
  }) =>
    `The identity provider ${host} of context “${context}” answered with an error (${status}). Trying again; if that goes on, ask who runs it.`,
  'credentials.providerOther': ({ host, context }: { host: string; context: string }) =>
    `${host} answered, but not as the identity provider of context “${context}” does. Check the network, and its idp-issuer-url. Trying again.`,
  'credentials.providerUnreachable': ({ host, context }: { host: string; context: string }) =>
    `The identity provider ${host} of context “${context}” cannot be reached. Check the network or VPN. Trying again.`,
  'credentials.providerUntrusted': ({ host, context }: { host: string; context: string }) =>
    `The secure connection to the identity provider ${host} failed. Check its certificate and the idp-certificate-authority of context “${context}”.`,
  'credentials.refused': ({ context }: { context: string }) =>
    `The cluster of context “${context}” does not accept the credentials. Log in again, or renew the token or certificate.`,
  'credentials.tokenInvalid':
    'The token has spaces or characters that no token has. Copy it again, without line breaks.',
  'kubeconfig.clusterUnknown': ({ context, cluster }: { context: string; cluster: string }) =>
    `Context “${context}” names the cluster “${cluster}”, which no kubeconfig has. Correct the context.`,
  'kubeconfig.fileUnreadable': ({ file, context }: { file: string; context: string }) =>
    `The file ${file}, which context “${context}” names, cannot be read. Correct the kubeconfig or restore the file.`,
  'kubeconfig.kubectlUnreachable': ({ target, context }: { target: string; context: string }) =>
    `kubectl cannot reach ${target}: no kubeconfig file has the context “${context}”.`,
  'kubeconfig.lineInvalid': ({ kubeconfig, line }: { kubeconfig: string; line: number }) =>
    `${kubeconfig} cannot be read: line ${line} is not as a kubeconfig should be. Correct that line; until then what was read before stays in use.`,
  'kubeconfig.missing': ({ path }: { path: string }) =>
    `There is no kubeconfig at ${path}. Check the path; the file is read as soon as it is there.`,
  /** How kubeconfigs are called at the beginning of `kubeconfig.lineInvalid`. */
  'kubeconfig.demo': 'The demo kubeconfig',
  'kubeconfig.ofFile': ({ path }: { path: string }) => `The kubeconfig ${path}`,
  'kubeconfig.pasted': 'The pasted kubeconfig',
  'kubeconfig.pastedInvalid': ({ line }: { line: string }) =>
    `The pasted text is not a kubeconfig: line ${line} is not as it should be. Correct it and paste it again.`,
  'kubeconfig.pastedRelativePath': ({ context, path }: { context: string; path: string }) =>
    `Context “${context}” names the file ${path} without its folder, which pasted text does not have. Write the full path, or put the file’s contents in (kubectl config view --flatten --raw).`,
  'kubeconfig.pastedWithoutContexts':
    'The pasted text has no contexts. Paste a whole kubeconfig, with clusters, users and contexts.',
  'kubeconfig.serverInvalid': ({ cluster }: { cluster: string }) =>
    `The server of cluster “${cluster}” is not an http or https address. Correct it in the kubeconfig.`,
  'kubeconfig.unreadable': ({ path, code }: { path: string; code: string }) =>
    `The kubeconfig ${path} cannot be read (${code}). Check that it is a file you may read.`,
  'kubeconfig.userUnknown': ({ context, user }: { context: string; user: string }) =>
    `Context “${context}” names the user “${user}”, which no kubeconfig has. Correct the context.`,
};
