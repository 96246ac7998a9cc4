import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';

import type { App, PodIdentity } from './app.ts';
import { receiveBytes, sendBytes, sendWhole } from './http-routes.ts';
import { echo } from './tcp-apps.ts';
import { webPage } from './web-page.ts';

/** The shop's front: a page on 8080 that names its pod, metrics on 9090, and on 7001, which nothing declares, a console. */
export const webApp: App = (pod) => {
  let requests = 0;
  const front = createServer((request, response) => {
    requests++;
    answer(pod, request, response).catch(() => response.destroy());
  });
  const metrics = createServer((_request, response) => {
    const text = `# TYPE http_requests_total counter\nhttp_requests_total{pod="${pod.name}"} ${requests}\n`;
    sendWhole(response, 200, { 'content-type': 'text/plain; version=0.0.4' }, text);
  });
  return new Map<number, Server>([
    [8080, front],
    [9090, metrics],
    [7001, createTcpServer({ allowHalfOpen: true, noDelay: true }, echo)],
  ]);
};

async function answer(pod: PodIdentity, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://web');
  switch (`${request.method === 'HEAD' ? 'GET' : (request.method ?? '')} ${url.pathname}`) {
    case 'GET /': {
      sendPage(pod, request, response);
      return;
    }
    case 'GET /api/pod':
      sendWhole(response, 200, { 'content-type': 'application/json' }, `${JSON.stringify(pod)}\n`);
      return;
    case 'GET /healthz':
      sendWhole(response, 200, { 'content-type': 'text/plain' }, 'ok\n');
      return;
    case 'GET /bytes':
      return sendBytes(url, response);
    case 'POST /sink':
      return receiveBytes(request, response);
    default:
      sendWhole(response, 404, { 'content-type': 'text/plain' }, 'There is nothing here.\n');
  }
}

/** People in a terminal get two lines, browsers get the page. */
function sendPage(pod: PodIdentity, request: IncomingMessage, response: ServerResponse): void {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  const headers = {
    'content-type': `${wantsPage ? 'text/html' : 'text/plain'}; charset=utf-8`,
    'cache-control': 'no-store',
  };
  const text = `Hello from the demo cluster.\npod=${pod.name}\n`;
  sendWhole(response, 200, headers, wantsPage ? webPage(pod, wayOf(request)) : text);
}

/** What is on the way writes these headers. */
function wayOf({ headers }: IncomingMessage): string {
  if (headers['x-forwarded-uri'] !== undefined) return 'the API server’s proxy';
  return headers['x-forwarded-host'] === undefined ? 'a port-forward' : 'an Ingress and its controller';
}
