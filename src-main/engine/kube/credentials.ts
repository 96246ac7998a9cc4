import type { OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { type Cluster, KubeConfig, type User } from '@kubernetes/client-node';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { ExecPlugin } from './exec-plugin.ts';
import type { ContextAccess, UserEntry } from './kubeconfig-entry.ts';
import { serverUrl } from './kubeconfig.ts';
import { OidcLogin } from './oidc-login.ts';

/** How one request proves who it is. Secret. */
export interface Proof {
  /** Null for a plain `http:` server. */
  readonly tls: ConnectionOptions | null;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

interface CredentialsOptions {
  readonly access: ContextAccess;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** The credentials of one context, on client-node's `KubeConfig`; what that gets wrong is put right here, each with its reason. */
export class Credentials implements Disposable {
  readonly #options: CredentialsOptions;
  readonly #plugin: ExecPlugin | null;
  readonly #login: OidcLogin | null;
  #config: KubeConfig | null = null;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    const { access, env, clock } = options;
    const { exec, authProvider } = access.user;
    const { context, cluster } = access;
    this.#plugin = exec && new ExecPlugin({ context, exec, cluster, env, clock });
    this.#login =
      authProvider?.name === 'oidc'
        ? new OidcLogin({ context, config: authProvider.config, env, clock })
        : null;
  }

  /** Throws `credentialPluginFailed`, `unauthorized` or `kubeconfigInvalid` (a file that it names cannot be read). */
  async proof(): Promise<Proof> {
    const { access } = this.#options;
    const options: RequestOptions = { headers: {} };
    try {
      this.#config ??= this.#load();
      await this.#config.applyToHTTPSOptions(options);
    } catch (error) {
      throw credentialProblem(access.context, error);
    }
    const isPlain = serverUrl(access.cluster)?.protocol === 'http:';
    return { tls: isPlain ? null : tlsOptions(options), headers: this.#headers(options) };
  }

  /** The server said 401. True when the next `proof` may differ: it is worth one more try. */
  invalidate(): boolean {
    this.#plugin?.invalidate();
    this.#login?.invalidate();
    // client-node's FileAuth (2.0.1) keeps a token for a minute and cannot be told to forget it; a new KubeConfig can.
    this.#config = null;
    const { exec, tokenFile, authProvider } = this.#options.access.user;
    return exec !== null || tokenFile !== null || authProvider !== null;
  }

  [Symbol.dispose](): void {
    this.#plugin?.[Symbol.dispose]();
  }

  #load(): KubeConfig {
    const config = new KubeConfig();
    const plugin = this.#plugin;
    const login = this.#login;
    config.addAuthenticator({
      isAuthProvider: (user) => isOwn(user.authProvider),
      applyAuthentication: async (_user, options) => {
        const credential = plugin && (await plugin.credential());
        const token = credential?.token ?? (login && (await login.token()));
        if (token) options.headers = { Authorization: `Bearer ${token}` };
        if (credential?.certificate) options.cert = credential.certificate;
        if (credential?.key) options.key = credential.key;
      },
    });
    const { cluster, user } = this.#options.access;
    config.loadFromOptions({
      clusters: [clientNodeCluster(cluster)],
      users: [clientNodeUser(user)],
      contexts: [{ name: only, cluster: only, user: only }],
      currentContext: only,
    });
    return config;
  }

  #headers(options: RequestOptions): Record<string, string | string[]> {
    const { impersonate } = this.#options.access.user;
    const headers: Record<string, string | string[]> = { 'user-agent': 'portolan' };
    const authorization = (options.headers as OutgoingHttpHeaders)['Authorization'];
    // The trim: client-node's FileAuth (2.0.1) takes the line end of a token file into the header.
    if (typeof authorization === 'string') headers['authorization'] = authorization.trim();
    else if (options.auth) headers['authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
    // client-node (2.0.1) knows of impersonation only the user.
    if (impersonate.user !== null) headers['impersonate-user'] = impersonate.user;
    if (impersonate.uid !== null) headers['impersonate-uid'] = impersonate.uid;
    if (impersonate.groups.length > 0) headers['impersonate-group'] = [...impersonate.groups];
    for (const [name, values] of Object.entries(impersonate.extra)) {
      headers[`impersonate-extra-${headerKey(name)}`] = [...values];
    }
    return headers;
  }
}

/** The one name in a `KubeConfig` that holds one context. */
const only = 'only';

/** An auth provider name that none of client-node's own authenticators takes, which would come before ours. */
const ownProvider = 'portolan';

function isOwn(provider: unknown): boolean {
  return (
    typeof provider === 'object' && provider !== null && 'name' in provider && provider.name === ownProvider
  );
}

function clientNodeCluster(cluster: ContextAccess['cluster']): Cluster {
  const server = serverUrl(cluster)?.href ?? cluster.server;
  return {
    name: only,
    server,
    // client-node (2.0.1) refuses every `http:` server unless told not to verify its TLS, of which there is none.
    skipTLSVerify: cluster.skipTlsVerify || server.startsWith('http:'),
    ...(cluster.caData === null ? {} : { caData: cluster.caData }),
    ...(cluster.caFile === null ? {} : { caFile: cluster.caFile }),
    ...(cluster.tlsServerName === null ? {} : { tlsServerName: cluster.tlsServerName }),
  };
}

function clientNodeUser(user: UserEntry): User {
  const own = user.exec !== null || user.authProvider?.name === 'oidc';
  // client-node (2.0.1) looks for a user's token file under "token-file", a name that kubeconfigs do not use.
  const tokenFile =
    user.tokenFile === null ? null : { name: 'tokenFile', config: { tokenFile: user.tokenFile } };
  const authProvider = tokenFile ?? (own ? { name: ownProvider } : user.authProvider);
  return {
    name: only,
    ...(user.certData === null ? {} : { certData: user.certData }),
    ...(user.certFile === null ? {} : { certFile: user.certFile }),
    ...(user.keyData === null ? {} : { keyData: user.keyData }),
    ...(user.keyFile === null ? {} : { keyFile: user.keyFile }),
    ...(authProvider === null ? {} : { authProvider: structuredClone(authProvider) }),
    // The token file wins over the token, as in client-go; client-node has it the other way round.
    ...(user.token === null || user.tokenFile !== null ? {} : { token: user.token }),
    ...(user.username === null ? {} : { username: user.username, password: user.password ?? '' }),
  };
}

function tlsOptions(options: RequestOptions): ConnectionOptions {
  const { ca, cert, key, servername, rejectUnauthorized } = options;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(servername === undefined ? {} : { servername }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}

function credentialProblem(context: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && 'path' in error && typeof error.path === 'string') {
    const words = message('kubeconfig.fileUnreadable', { file: error.path, context });
    return new ProblemError('kubeconfigInvalid', words, { detail });
  }
  return new ProblemError('credentialPluginFailed', message('credentials.none', { context }), { detail });
}

/** Percent-encodes what may not stand in a header's name, as client-go does for impersonated extra fields. */
function headerKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9!#$&'*+.^_`|~-]/g, (character) => encodeURIComponent(character));
}
