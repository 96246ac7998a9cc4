import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { listen, portOf } from './forward-bench.ts';

/** What it answers to a refresh token; an object is sent as JSON. */
export interface Renewal {
  readonly status: number;
  readonly body: object | string;
}

interface ProviderOptions {
  /** The name it goes by; 127.0.0.1 unless told, where it always listens. */
  readonly host?: string;
  /** With a certificate it speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** What a provider says to a refresh token that has expired or was revoked (RFC 6749, 5.2). */
export const invalidGrant: Renewal = { status: 400, body: { error: 'invalid_grant' } };

/** An OpenID Connect provider on this computer, which renews logins as its test says. */
export class IdentityProvider implements AsyncDisposable {
  /** What was sent to its token endpoint. */
  readonly forms: string[] = [];
  /** Until a test says otherwise no login is good. */
  renew: (form: URLSearchParams) => Renewal = () => invalidGrant;
  /** What it answers to everything, `silence` for nothing at all; null while it does its work. */
  fault: Renewal | 'silence' | null = null;
  readonly #origin: string;
  readonly #server: Server;
  #port = 0;

  private constructor({ host = '127.0.0.1', tls }: ProviderOptions) {
    this.#origin = `${tls === undefined ? 'http' : 'https'}://${host}`;
    const answer: Parameters<typeof createServer>[1] = (request, response) => {
      let form = '';
      request.on('data', (chunk: Buffer) => (form += chunk.toString()));
      request.on('end', () => {
        if (this.fault === 'silence') return;
        const { status, body } = this.fault ?? this.#answer(request.url ?? '', form);
        const isPage = typeof body === 'string';
        response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
        response.end(isPage ? body : JSON.stringify(body));
      });
    };
    this.#server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer);
  }

  static async start(options: ProviderOptions = {}): Promise<IdentityProvider> {
    const provider = new IdentityProvider(options);
    await provider.resume();
    return provider;
  }

  /** The `idp-issuer-url` of a kubeconfig. */
  get issuer(): string {
    return `${this.#origin}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Listens, where it did before if it was stopped. */
  async resume(): Promise<void> {
    this.#port = portOf(await listen(this.#server, this.#port));
  }

  /** Nothing listens there any more. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #answer(path: string, form: string): Renewal {
    if (path === '/.well-known/openid-configuration') {
      return { status: 200, body: { issuer: this.issuer, token_endpoint: `${this.issuer}/token` } };
    }
    this.forms.push(form);
    return this.renew(new URLSearchParams(form));
  }
}
