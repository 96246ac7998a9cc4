import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { connector } from '../net/connector.ts';
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

  /** Throws `unauthorized` when the login has expired and cannot be renewed. */
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
    try {
      const discovery = Discovery.parse(
        await askJson(agent.agent, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, null),
      );
      const form = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: this.#refreshToken,
        client_id: clientId,
      });
      const secret = this.#config['client-secret'];
      if (secret) form.set('client_secret', secret);
      const tokens = Tokens.parse(await askJson(agent.agent, discovery.token_endpoint, form));
      this.#idToken = tokens.id_token;
      this.#refreshToken = tokens.refresh_token ?? this.#refreshToken;
      return tokens.id_token;
    } catch (error) {
      if (error instanceof z.ZodError) throw this.#expired('the identity provider answered without a token');
      throw this.#expired(error instanceof Error ? error.message : String(error));
    }
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

async function askJson(agent: Agent, url: string, form: URLSearchParams | null): Promise<unknown> {
  const { statusCode, body } = await request(url, {
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
  if (statusCode === 200) return body.json();
  await body.dump();
  throw new Error(`${new URL(url).host} answered ${statusCode}`);
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
