import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { listen, portOf } from '../../support/forward-bench.ts';

/** An API server that records who asks, and accepts the tokens in `accepted` (null: everybody). */
export class RecordingServer implements AsyncDisposable {
  readonly requests: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly raw: string[];
  }[] = [];
  readonly #server: Server;
  readonly #scheme: 'http' | 'https';
  #port = 0;
  accepted: Set<string> | null = null;
  sockets = 0;

  private constructor(tls: { cert: string; key: string } | null) {
    const handle: Parameters<typeof createServer>[1] = (request, response) => {
      this.requests.push({ path: request.url ?? '', headers: request.headers, raw: request.rawHeaders });
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const isKnown = this.accepted === null || this.accepted.has(token);
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? { gitVersion: 'v1.36.0' } : { kind: 'Status', code: 401 }));
    };
    this.#scheme = tls === null ? 'http' : 'https';
    this.#server = tls === null ? createServer(handle) : createSecureServer(tls, handle);
    this.#server.on(tls === null ? 'connection' : 'secureConnection', () => (this.sockets += 1));
  }

  /** With a certificate it speaks TLS. */
  static async start(tls: { cert: string; key: string } | null): Promise<RecordingServer> {
    const server = new RecordingServer(tls);
    server.#port = portOf(await listen(server.#server));
    return server;
  }

  /** Host and port. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get url(): string {
    return `${this.#scheme}://${this.address}`;
  }

  /** The headers of the last request. */
  get last(): IncomingHttpHeaders {
    return this.requests.at(-1)?.headers ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
