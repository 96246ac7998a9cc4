import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { connector } from '../net/connector.ts';
import { networkProblem } from '../net/network-problem.ts';
import { environmentProxy } from '../net/proxy-choice.ts';
import { TlsIdentity } from '../net/tls-identity.ts';

/** How long a token must still be good for to be used, in milliseconds (client-go uses 10 s). */
const expirySkewMs = 10_000;
const answerTimeoutMs = 15_000;

const Discovery = z.object({ token_endpoint: z.url() });
const Tokens = z.object({ id_token: z.string(), refresh_token: z.string().optional() });

type Env = Readonly<Record<string, string | undefined>>;

interface OidcLoginOptions {
  readonly context: string;
  readonly config: Readonly<Record<string, string>>;
  readonly env: Env;
  readonly clock: Clock;
}

/**
 * The `oidc` auth provider: the ID token while it is good, then a new one by the refresh token.
 * In place of client-node's `OpenIDConnectAuth` (2.0.1): it keeps seconds-remaining as an absolute time and so refreshes for
 * every request, shares one expiry among all users, drops the client secret and forgets a refresh token that was not rotated.
 */
export class OidcLogin {
  readonly #context: string;
  readonly #config: Readonly<Record<string, string>>;
  readonly #env: Env;
  readonly #clock: Clock;
  #idToken: string | null;
  #refreshToken: string | null;
  #refreshing: Promise<string> | null = null;

  constructor(options: OidcLoginOptions) {
    const { context, config, env, clock } = options;
    this.#context = context;
    this.#config = config;
    this.#env = env;
    this.#clock = clock;
    this.#idToken = config['id-token'] || null;
    this.#refreshToken = config['refresh-token'] || null;
  }

  /**
   * Throws `unauthorized` when the login has expired and cannot be renewed; `providerUnreachable`, `tlsFailed` or a
   * problem of the proxy where nobody said so, and it may be good.
   */
  async token(): Promise<string> {
    const token = this.#idToken;
    if (token !== null && this.#clock.now() + expirySkewMs < expiryOf(token)) return token;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** The server rejected the ID token. */
  invalidate(): void {
    if (this.#refreshToken !== null) this.#idToken = null;
  }

  async #refresh(): Promise<string> {
    const issuer = this.#config['idp-issuer-url'];
    const clientId = this.#config['client-id'];
    if (this.#refreshToken === null || !issuer || !clientId) throw this.#expired('no refresh token is saved');
    const ca = await this.#certificateAuthority();
    await using agent = new DisposableAgent(ca, this.#env);
    const endpoint = await this.#tokenEndpoint(agent.agent, issuer);
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: this.#refreshToken,
      client_id: clientId,
    });
    const secret = this.#config['client-secret'];
    if (secret) form.set('client_secret', secret);
    const answer = await this.#ask(agent.agent, endpoint, form);
    if (isRefused(answer)) throw this.#expired(`${endpoint.host} answered ${answer.status}`);
    const tokens = Tokens.safeParse(this.#accepted(endpoint, answer));
    // It may renew a login without a new ID token (OpenID Connect Core, 12.2); a new login gives one.
    if (!tokens.success) throw this.#expired(`${endpoint.host} answered without an ID token`);
    this.#idToken = tokens.data.id_token;
    this.#refreshToken = tokens.data.refresh_token ?? this.#refreshToken;
    return tokens.data.id_token;
  }

  async #tokenEndpoint(agent: Agent, issuer: string): Promise<URL> {
    const url = URL.parse(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (url === null) {
      throw new ProblemError(
        'kubeconfigInvalid',
        message('credentials.issuerInvalid', { context: this.#context }),
      );
    }
    const discovery = Discovery.safeParse(this.#accepted(url, await this.#ask(agent, url, null)));
    if (discovery.success) return new URL(discovery.data.token_endpoint);
    throw this.#isOther(url, 'its configuration names no token endpoint');
  }

  async #ask(agent: Agent, url: URL, form: URLSearchParams | null): Promise<Answer> {
    try {
      const { statusCode: status, body } = await request(url, {
        dispatcher: agent,
        signal: AbortSignal.timeout(answerTimeoutMs),
        headers: { accept: 'application/json' },
        ...(form === null
          ? {}
          : {
              method: 'POST',
              body: form.toString(),
              headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
            }),
      });
      return { status, body: parseJson(await body.text()) };
    } catch (error) {
      throw this.#unreached(url, error);
    }
  }

  /** The body of an answer that is a success, in JSON. */
  #accepted(url: URL, { status, body }: Answer): unknown {
    if (status >= 400) {
      const words = message('credentials.providerFault', { context: this.#context, host: url.host, status });
      throw new ProblemError('providerUnreachable', words, { detail: `${url.pathname}: ${status}` });
    }
    if (status !== 200 || body === null) throw this.#isOther(url, `it answered ${status}, but no JSON`);
    return body;
  }

  async #certificateAuthority(): Promise<string | undefined> {
    const data = this.#config['idp-certificate-authority-data'];
    if (data) return Buffer.from(data, 'base64').toString();
    const file = this.#config['idp-certificate-authority'];
    return file ? readFile(file, 'utf8') : undefined;
  }

  #expired(detail: string): ProblemError {
    const words = message('credentials.loginExpired', { context: this.#context });
    return new ProblemError('unauthorized', words, { detail });
  }

  /** As a hotspot's login page is, or another server at that address. */
  #isOther({ host }: URL, detail: string): ProblemError {
    const words = message('credentials.providerOther', { context: this.#context, host });
    return new ProblemError('providerUnreachable', words, { detail });
  }

  /** A `ProblemError`, which is of the proxy, stays as it is. */
  #unreached({ href: server, host, pathname: path }: URL, error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    const context = this.#context;
    const { code, detail } = networkProblem({ context, server, path }, error).problem;
    if (code === 'tlsFailed') {
      return new ProblemError(code, message('credentials.providerUntrusted', { host, context }), { detail });
    }
    const words = message('credentials.providerUnreachable', { host, context });
    return new ProblemError('providerUnreachable', words, { detail });
  }
}

class DisposableAgent implements AsyncDisposable {
  readonly agent: Agent;

  constructor(ca: string | undefined, env: Env) {
    const tls = new TlsIdentity(ca === undefined ? {} : { ca });
    this.agent = new Agent({
      // As in client-go: the cluster's proxy-url is not for the identity provider.
      connect: connector((server) => ({
        server,
        tls: server.protocol === 'https:' ? tls : null,
        proxy: environmentProxy(server, env),
      })),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agent.destroy();
  }
}

interface Answer {
  readonly status: number;
  /** Null where it is not JSON. */
  readonly body: unknown;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Who takes it as a success says what it is instead: a web page, mostly.
    return null;
  }
}

/** The token endpoint does not accept the refresh token (RFC 6749, 5.2); some say so with 403. */
function isRefused({ status, body }: Answer): boolean {
  const isInvalid = z.object({ error: z.literal('invalid_grant') }).safeParse(body).success;
  return status === 400 || status === 401 || (status === 403 && isInvalid);
}

/** Milliseconds since the epoch; 0 for a token that names none, so that it is renewed. */
function expiryOf(token: string): number {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const parsed = z.object({ exp: z.number() }).safeParse(payload);
    return parsed.success ? parsed.data.exp * 1000 : 0;
  } catch {
    // Not a JWT: nothing is known of its end.
    return 0;
  }
}
