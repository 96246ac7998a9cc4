import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';

import { answerOf, joinUpgraded, rawLines } from '../node/pass-on.ts';
import type { App, AppHost } from './app.ts';
import { sendWhole } from './http-routes.ts';
import { type IngressBackend, ingressBackend } from './ingress-rules.ts';
import { untrustedServer } from './untrusted-server.ts';

/** Of one connection. */
const ownHeaders = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i;

/** As ingress-nginx serves Ingresses: HTTP and HTTPS by the host that is asked for, with a certificate that nobody trusts. */
export const ingressControllerApp: App = (pod) => {
  const serving = <S extends Pick<Server, 'on'>>(server: S): S => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      serve(pod, request, response).catch(() => response.destroy());
    });
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      upgrade(pod, request, socket, head).catch(() => socket.destroy());
    });
    return server;
  };
  return new Map([
    [80, serving(createServer())],
    [443, serving(untrustedServer())],
  ]);
};

async function serve(pod: AppHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const backend = backendFor(pod, request);
  if (backend === null) {
    sendWhole(response, 404, { 'content-type': 'text/plain' }, 'default backend - 404\n');
    return;
  }
  if (backend.isSecure && !isSecure(request)) {
    response.writeHead(308, { location: `https://${hostOf(request)}${request.url ?? '/'}` }).end();
    return;
  }
  const socket = await dial(pod, backend);
  if (socket === null) {
    sendWhole(response, 503, { 'content-type': 'text/plain' }, '503 Service Temporarily Unavailable\n');
    return;
  }
  response.once('close', () => socket.destroy());
  const asking = { method: request.method, path: request.url, headers: headersFor(request) };
  const answer = await answerOf(socket, asking, request);
  for (const [name, value] of rawLines(answer))
    if (!ownHeaders.test(name)) response.appendHeader(name, value);
  response.writeHead(answer.statusCode ?? 502);
  await pipeline(answer, response);
}

async function upgrade(pod: AppHost, request: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
  const backend = backendFor(pod, request);
  const application = backend && (await dial(pod, backend));
  if (!application) {
    client.end(
      'HTTP/1.1 503 Service Temporarily Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    return;
  }
  const headers = { ...headersFor(request), connection: 'Upgrade', upgrade: request.headers.upgrade };
  const asking = { method: request.method, path: request.url, headers };
  const answer = await answerOf(application, asking, null);
  if (answer.statusCode === 101) return joinUpgraded(client, head, { answer, application });
  application.destroy();
  client.end(
    `HTTP/1.1 ${answer.statusCode ?? 502} Not Upgraded\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}

function backendFor({ cluster }: AppHost, request: IncomingMessage): IngressBackend | null {
  const path = URL.parse(request.url ?? '/', 'http://host')?.pathname ?? '/';
  return ingressBackend(cluster.ingresses(), hostOf(request), path);
}

function dial({ cluster }: AppHost, { namespace, service, port }: IngressBackend): Promise<Socket | null> {
  return cluster.dial(namespace, service, port);
}

/** Without its port. */
function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? '').replace(/:\d+$/, '');
}

function isSecure({ socket }: IncomingMessage): boolean {
  return socket instanceof TLSSocket;
}

/** The host stays as it was asked for. */
function headersFor(request: IncomingMessage): OutgoingHttpHeaders {
  const kept = Object.entries(request.headers).filter(([name]) => !ownHeaders.test(name));
  return {
    ...Object.fromEntries(kept),
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-host': hostOf(request),
    'x-forwarded-proto': isSecure(request) ? 'https' : 'http',
  };
}
