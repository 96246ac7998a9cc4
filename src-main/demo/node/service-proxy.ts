import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { connect as secure } from 'node:tls';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { ResourceRequest } from '../api/api-request.ts';
import { type ProxyHandler, refuse } from '../api/api-server.ts';
import type { ObjectStore } from '../api/object-store.ts';
import { serverError, serviceUnavailable } from '../api/status-error.ts';
import type { Kubelet } from './kubelet.ts';
import { type LinkBase, rewriteLink, rewritePage } from './link-rewriting.ts';
import { answerOf, joinUpgraded, rawLines } from './pass-on.ts';
import { proxiedEndpoint, type ProxiedEndpoint } from './proxied-endpoint.ts';

/** Of one connection, or of the API server itself. */
const ownHeaders =
  /^(?:authorization|connection|impersonate-.*|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|x-remote-.*)$/;

/** `services/proxy` and `pods/proxy`: HTTP and upgrades that go on to a pod's own server, with the links changed that come back. */
export class ServiceProxy implements ProxyHandler {
  readonly #store: ObjectStore;
  readonly #kubelet: Kubelet;

  constructor(store: ObjectStore, kubelet: Kubelet) {
    this.#store = store;
    this.#kubelet = kubelet;
  }

  /** Throws StatusError for what the API server itself answers. */
  async serve(message: IncomingMessage, api: ResourceRequest, response: ServerResponse): Promise<void> {
    const endpoint = proxiedEndpoint(this.#store, api);
    const { pathname, search } = api.url;
    if (api.behind === null && !pathname.endsWith('/') && /^(?:GET|HEAD)$/.test(api.method)) {
      response.writeHead(301, { location: `${pathname}/${search}` }).end();
      return;
    }
    const path = pathBehind(api);
    const base = linkBase(endpoint, api, message);
    const socket = await this.#dial(endpoint);
    const headers = { ...headersFor(message), 'x-forwarded-uri': `${base.prefix}${path}` };
    response.once('close', () => socket.destroy());
    const asking = { method: api.method, path: `${path}${search}`, headers };
    const answer = await answerOf(socket, asking, message).catch((error: unknown) => {
      throw serviceUnavailable(
        `error trying to reach service: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    await passAnswer(answer, response, base);
  }

  readonly upgrade: ProxyHandler['upgrade'] = async (message, api, socket, head) => {
    const endpoint = proxiedEndpoint(this.#store, api);
    const application = await this.#dial(endpoint);
    const asking = {
      method: api.method,
      path: `${pathBehind(api)}${api.url.search}`,
      headers: { ...headersFor(message), connection: 'Upgrade', upgrade: message.headers.upgrade },
    };
    const answer = await answerOf(application, asking, null);
    if (answer.statusCode === 101) return joinUpgraded(socket, head, { answer, application });
    const { statusCode = 500 } = answer;
    const body = await buffer(answer);
    if (statusCode < 400) throw serverError(`invalid upgrade response: status code ${statusCode}`);
    const kept = rawLines(answer).filter(([name]) => !/^(?:connection|content-length)$/i.test(name));
    refuse(socket, statusCode, body.toString(), Object.fromEntries(kept));
  };

  async #dial({ pod, port, scheme }: ProxiedEndpoint): Promise<Socket> {
    const socket = (await this.#kubelet.sandboxOf(pod)?.dial(port)) ?? null;
    if (socket === null) {
      const address = `${pod.status.podIP ?? ''}:${port}`;
      throw serviceUnavailable(
        `error trying to reach service: dial tcp ${address}: connect: connection refused`,
      );
    }
    socket.on('error', () => undefined);
    // The real one does not look at the certificate either.
    return scheme === 'http' ? socket : secure({ socket, rejectUnauthorized: false });
  }
}

function linkBase({ pod, port }: ProxiedEndpoint, api: ResourceRequest, message: IncomingMessage): LinkBase {
  const { namespace, type, name } = api;
  return {
    prefix: `/api/v1/namespaces/${namespace ?? ''}/${type.name}/${name ?? ''}/proxy`,
    endpoint: `${pod.status.podIP ?? ''}:${port}`,
    asked: message.headers.host ?? '',
  };
}

/** Go keeps a path decoded, and writes it anew. */
function pathBehind({ behind, url }: ResourceRequest): string {
  const path = behind ?? '/';
  const written = encodeURI(path).replaceAll(/[!'()*?#]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return url.pathname.endsWith('/') && !written.endsWith('/') ? `${written}/` : written;
}

function headersFor({ headers, socket }: IncomingMessage): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.test(name));
  return { ...Object.fromEntries(kept), 'x-forwarded-for': socket.remoteAddress ?? '' };
}

async function passAnswer(answer: IncomingMessage, response: ServerResponse, base: LinkBase): Promise<void> {
  // Its own come first, and the application's are added to them.
  response.appendHeader('audit-id', randomUUID()).appendHeader('cache-control', 'no-cache, private');
  for (const [name, value] of rawLines(answer)) {
    if (ownHeaders.test(name.toLowerCase()) || /^access-control-allow-/i.test(name)) continue;
    response.appendHeader(name, name.toLowerCase() === 'location' ? rewriteLink(value, base) : value);
  }
  const { 'content-type': type = '', 'content-encoding': packing = '', location } = answer.headers;
  const isPage = type.split(';', 1)[0]?.trim() === 'text/html' && /^(?:gzip)?$/.test(packing);
  if (!isPage || location !== undefined) {
    response.writeHead(answer.statusCode ?? 0);
    // Not by `flushHeaders`, which writes them as UTF-8.
    response.write(Buffer.alloc(0));
    await pipeline(answer, response);
    return;
  }
  const body = await buffer(answer);
  const page = (packing === 'gzip' ? gunzipSync(body) : body).toString('latin1');
  const changed = Buffer.from(rewritePage(page, base), 'latin1');
  response.removeHeader('content-length');
  response.writeHead(answer.statusCode ?? 0);
  response.end(packing === 'gzip' ? gzipSync(changed) : changed);
}
