import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { receiveBytes, sendBytes } from './http-routes.ts';

/** The HTTP side of the test server. */
export function testHttpServer(podName: string): Server {
  return createServer((request, response) => {
    answer(podName, request, response).catch(() => response.destroy());
  });
}

async function answer(podName: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://testserver');
  switch (`${request.method ?? ''} ${url.pathname}`) {
    case 'GET /':
      { identify(podName, response); return; }
    case 'GET /bytes':
      return sendBytes(url, response);
    case 'POST /sink':
      return receiveBytes(request, response);
    case 'GET /slow':
      response.flushHeaders();
      await delay(Number(url.searchParams.get('ms') ?? '1000'));
      { identify(podName, response); return; }
    default:
      response.writeHead(404).end('404 page not found\n');
  }
}

function identify(podName: string, response: ServerResponse): void {
  response.end(`pod=${podName}\nhost=${podName}\n`);
}
