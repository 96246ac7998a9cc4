import { createServer as createHttpServer, type RequestListener } from 'node:http';
import {
  createSecureServer as createSecureHttp2Server,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import {
  createSecureContext,
  createServer as createTlsServer,
  type SecureContext,
  type TlsOptions,
} from 'node:tls';
import { lazily } from '../../../src-main/shared/lazily.ts';
import type { Route, RouteAddress } from '../../../src-main/shared/route.ts';
import { FullBacklog } from '../../support/full-backlog.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { makeCertificate, type TestCertificate } from '../../support/test-certificate.ts';

/** Certificates as servers of clusters show them. `authority` is the one that is trusted. */
export interface ProbeCertificates {
  readonly authority: TestCertificate;
  readonly good: TestCertificate;
  readonly otherName: TestCertificate;
  readonly expired: TestCertificate;
  readonly notYetValid: TestCertificate;
  readonly selfSigned: TestCertificate;
  readonly untrusted: TestCertificate;
  /** As ingress-nginx shows where it has none for the name. */
  readonly fake: TestCertificate;
}

/** Servers that probes meet, each on a port of its own, and closed with the bench. */
export class ProbeBench implements AsyncDisposable {
  readonly certificates: ProbeCertificates;
  /** In the authority alone. */
  readonly trust: () => SecureContext;
  readonly #stack = new AsyncDisposableStack();
  readonly #full: FullBacklog[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #closed = new Set<() => void>();

  private constructor(certificates: ProbeCertificates) {
    this.certificates = certificates;
    this.trust = lazily(() => createSecureContext({ ca: certificates.authority.cert }));
  }

  static async open(): Promise<ProbeBench> {
    const authority = await makeCertificate({ name: 'Probe authority', host: 'authority.test' });
    const stranger = await makeCertificate({ name: 'Stranger', host: 'stranger.test' });
    const [good, otherName, expired, notYetValid, selfSigned, untrusted, fake] = await Promise.all([
      makeCertificate({ name: 'localhost', by: authority }),
      makeCertificate({ name: 'other.test', host: 'other.test', by: authority }),
      makeCertificate({ name: 'localhost', days: -1, by: authority }),
      makeCertificate({ name: 'localhost', beginsIn: 1, by: authority }),
      makeCertificate({ name: 'localhost' }),
      makeCertificate({ name: 'localhost', by: stranger }),
      makeCertificate({ name: 'Fake certificate', host: 'ingress.local' }),
    ]);
    return new ProbeBench({
      authority,
      good,
      otherName,
      expired,
      notYetValid,
      selfSigned,
      untrusted,
      fake,
    });
  }

  /** Sockets of this process that are neither a server's side nor what the bench itself needs. */
  get clientSockets(): number {
    const all = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    return this.#full.reduce((left, { held }) => left - held, all - this.#sockets.size);
  }

  /** Resolves when no server has a connection. */
  async quiet(): Promise<void> {
    while (this.#sockets.size > 0) await new Promise<void>((resolve) => this.#closed.add(resolve));
  }

  tcp(serve: (socket: Socket) => void, host?: string): Promise<number> {
    const server = createServer((socket) => {
      serve(socket);
      // Who does not read hears of no end.
      socket.resume();
    });
    return this.#serve(server, host);
  }

  http(answer: RequestListener, host?: string, port?: number): Promise<number> {
    return this.#serve(createHttpServer(answer), host, port);
  }

  https(options: TlsOptions, answer: RequestListener): Promise<number> {
    const http = createHttpServer(answer);
    return this.tls({ ALPNProtocols: ['http/1.1'], ...options }, (socket) => http.emit('connection', socket));
  }

  tls(options: TlsOptions, serve: (socket: Socket) => void): Promise<number> {
    const server = createTlsServer(options, serve);
    server.on('tlsClientError', () => undefined);
    return this.#serve(server);
  }

  /** In the clear, or with TLS where there is a certificate. */
  http2(certificate: TestCertificate | null): Promise<number> {
    const answer = (_: Http2ServerRequest, response: Http2ServerResponse) => response.end('ok');
    const server =
      certificate === null ? createHttp2Server(answer) : createSecureHttp2Server(certificate, answer);
    return this.#serve(server);
  }

  /** A port on which nobody listens: a server's that is gone. */
  async refusing(): Promise<number> {
    const server = await listen(createServer());
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  async dropping(): Promise<number> {
    const full = this.#stack.use(await FullBacklog.open());
    this.#full.push(full);
    return full.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  async #serve(server: Server, host?: string, port = 0): Promise<number> {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        for (const tell of this.#closed) tell();
        this.#closed.clear();
      });
    });
    await listen(server, port, host);
    this.#stack.defer(() => {
      server.close();
      for (const socket of this.#sockets) socket.destroy();
    });
    return portOf(server);
  }
}

/** An address of 127.0.0.1 unless told. */
export function addressAt(port: number, change: Partial<RouteAddress> = {}): RouteAddress {
  return {
    scheme: 'tcp',
    host: '127.0.0.1',
    port,
    path: null,
    isPattern: false,
    entries: [],
    node: null,
    ...change,
  };
}

/** A route to these addresses; a node port's unless told. */
export function routeTo(addresses: readonly RouteAddress[], change: Partial<Route> = {}): Route {
  return {
    key: 'route',
    kind: 'nodePort',
    opener: { kind: 'Service', namespace: 'shop', name: 'web' },
    servedBy: null,
    service: 'web',
    port: { name: null, port: 80, protocol: 'TCP' },
    access: { by: 'network', addresses: [...addresses] },
    state: { state: 'open' },
    notes: [],
    ...change,
  };
}
