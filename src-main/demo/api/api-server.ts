import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import type { Faults } from '../faults.ts';
import type { ServerVersion } from '../server-version.ts';
import type { Access } from './access.ts';
import { answerAccessReview } from './access-review.ts';
import { type ApiRequest, parseApiRequest, type ResourceRequest } from './api-request.ts';
import type { ServerCertificate } from './certificate.ts';
import { aggregatedDiscoveryAt, aggregatedType, discoveryAt } from './discovery.ts';
import { NetworkListener } from './network-listener.ts';
import type { ObjectStore } from './object-store.ts';
import { type Answer, handleResource } from './resource-handler.ts';
import { badRequest, resourceNotFound, StatusError } from './status-error.ts';
import { watchObjects } from './watches.ts';

/** Takes over a connection that asks for an upgrade, or a request that ought to have asked for one. */
export type UpgradeHandler = (
  request: IncomingMessage,
  api: ResourceRequest,
  socket: Socket,
  head: Buffer,
) => Promise<void>;

/** What is passed on to the pods' own servers. */
export interface ProxyHandler {
  serve(request: IncomingMessage, api: ResourceRequest, response: ServerResponse): Promise<void>;
  readonly upgrade: UpgradeHandler;
}

export interface ApiServerOptions {
  readonly tls: ServerCertificate;
  readonly store: ObjectStore;
  readonly access: Access;
  readonly faults: Faults;
  readonly version: ServerVersion;
  readonly upgrade: UpgradeHandler;
  readonly proxy: ProxyHandler;
}

/** The HTTP side of the API server, on a port of the loopback interface that it keeps over restarts. */
export class ApiServer implements AsyncDisposable {
  readonly #options: ApiServerOptions;
  #listener: NetworkListener | null = null;
  #port = 0;

  constructor(options: ApiServerOptions) {
    this.#options = options;
  }

  /** Where it answers: `https://127.0.0.1:PORT`. */
  get url(): string {
    return `https://${this.#host}`;
  }

  /** What clients trust, as PEM. */
  get certificate(): string {
    return this.#options.tls.certificate;
  }

  /** Listens, on the same port as before when there was one. */
  async start(): Promise<void> {
    if (this.#listener) return;
    const { certificate, key } = this.#options.tls;
    const tls = { cert: certificate, key, ALPNProtocols: ['http/1.1'] };
    const server = createServer(tls, (request, response) => void this.#serve(request, response));
    // Watches are quiet for minutes, and requests may be delayed by a fault.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 60_000;
    server.on('upgrade', (request, socket, head) => {
      // Always a TLS socket here; the type is that of any server.
      if (socket instanceof Socket) void this.#upgrade(request, socket, head);
    });
    this.#listener = new NetworkListener(server, this.#options.faults);
    this.#port = await this.#listener.listen(this.#port);
  }

  /** Stops listening and cuts every connection, tunnels too: a connection attempt is refused until `start`. */
  async stop(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await this.#admit(message);
      if (request.kind === 'resource' && request.verb === 'watch') {
        watchObjects(this.#options.store, this.#options.faults, request, message.headers.accept, response);
        return;
      }
      if (request.kind === 'resource' && request.subresource === 'proxy') {
        await this.#options.proxy.serve(message, request, response);
        return;
      }
      send(response, await this.#answer(request, message));
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { code, body, headers } = failureOf(error);
      response.writeHead(code, { 'cache-control': 'no-cache, private', ...headers }).end(body);
    }
  }

  async #upgrade(message: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    try {
      const request = await this.#admit(message);
      const { proxy, upgrade } = this.#options;
      if (request.kind !== 'resource') throw resourceNotFound();
      if (request.subresource === 'portforward') await upgrade(message, request, socket, head);
      else if (request.subresource === 'proxy') await proxy.upgrade(message, request, socket, head);
      else throw resourceNotFound();
    } catch (error) {
      const { code, body, headers } = failureOf(error);
      refuse(socket, code, body, headers);
    }
  }

  /** What every request passes: delay, host, credentials, rights. Throws what it is refused with. */
  async #admit(message: IncomingMessage): Promise<ApiRequest> {
    const { faults, access } = this.#options;
    if (faults.requestDelayMs > 0) await delay(faults.requestDelayMs, undefined, { ref: false });
    this.#checkHost(message.headers.host ?? '');
    if (faults.answer)
      throw new RawAnswer(faults.answer.code, faults.answer.body, faults.answer.headers ?? {});
    access.authenticate(message.headers.authorization);
    const url = new URL(message.url ?? '/', this.url);
    this.#refuseWhereBusy(url.pathname);
    const request = parseApiRequest(message.method ?? 'GET', url, this.#options.version.types);
    if (request.kind === 'resource') access.authorize(request);
    else access.authorizePath(request.method, url.pathname);
    return request;
  }

  #refuseWhereBusy(path: string): void {
    const { busy } = this.#options.faults;
    for (const [end, left] of busy) {
      if (left === 0 || !path.endsWith(end)) continue;
      busy.set(end, left - 1);
      throw new StatusError(429, 'TooManyRequests', 'storage is (re)initializing');
    }
  }

  /** A page on the web whose name was made to point here must not reach the API (DNS rebinding). */
  #checkHost(host: string): void {
    const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${this.#port}`);
    if (!names.includes(host.toLowerCase()))
      throw new StatusError(403, 'Forbidden', 'The demo cluster is reached by its loopback address only.');
  }

  async #answer(request: ApiRequest, message: IncomingMessage): Promise<Answer> {
    const { store, access, faults, version } = this.#options;
    if (request.kind === 'resource') {
      if (request.verb === 'list' && faults.expiredLists > 0) {
        faults.expiredLists--;
        throw new StatusError(410, 'Expired', 'The resourceVersion for the provided list is too old.');
      }
      if (request.subresource === 'portforward') {
        store.get('pods', request.namespace, request.name ?? '');
        throw badRequest('Upgrade request required');
      }
      return handleResource(store, request, message);
    }
    const { pathname } = request.url;
    if (/^\/(healthz|livez|readyz)$/.test(pathname)) throw new RawAnswer(200, 'ok');
    if (pathname === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews' && request.method === 'POST')
      return { code: 201, body: await answerAccessReview(access, message) };
    if (request.method === 'GET' && pathname === '/version') return { code: 200, body: version.document };
    const { discovery, types } = version;
    if (
      request.method === 'GET' &&
      discovery &&
      message.headers.accept?.includes(aggregatedType(discovery))
    ) {
      const all = aggregatedDiscoveryAt(pathname, types, discovery);
      if (all) return { code: 200, body: all, contentType: aggregatedType(discovery) };
    }
    const document = request.method === 'GET' ? discoveryAt(pathname, this.#host, types) : null;
    if (document) return { code: 200, body: document };
    // Below a version that it serves the real server answers in JSON, elsewhere in plain text.
    const [groupVersion = ''] = /^\/(api\/v1|apis\/[^/]+\/[^/]+)(?=\/)/.exec(pathname) ?? [];
    if (groupVersion !== '' && discoveryAt(groupVersion, this.#host, types)) throw resourceNotFound();
    throw new RawAnswer(404, '404 page not found\n');
  }
}

/** An answer that is no JSON. */
class RawAnswer extends Error {
  readonly code: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: number, body: string, headers: Readonly<Record<string, string>> = {}) {
    super(body);
    this.code = code;
    this.body = body;
    this.headers = { 'content-type': 'text/plain; charset=utf-8', ...headers };
  }
}

interface Failure {
  readonly code: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function failureOf(error: unknown): Failure {
  if (error instanceof RawAnswer) return error;
  const status =
    error instanceof StatusError
      ? error.status
      : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`).status;
  return {
    code: status.code,
    body: `${JSON.stringify(status)}\n`,
    headers: { 'content-type': 'application/json' },
  };
}

function send(response: ServerResponse, { code, body, contentType = 'application/json' }: Answer): void {
  response.writeHead(code, { 'content-type': contentType, 'cache-control': 'no-cache, private' });
  response.end(`${JSON.stringify(body)}\n`);
}

/** Answers on a connection that has left HTTP's hands, and closes it. */
export function refuse(
  socket: Duplex,
  code: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'text/plain; charset=utf-8' },
): void {
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${code} ${code < 400 ? 'OK' : 'Refused'}\r\n${head}\r\n${body}`);
}
