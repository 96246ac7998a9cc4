import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import type { AppHost } from './app.ts';
import { receiveBytes, sendBytes, sendWhole } from './http-routes.ts';
import { answerAsAsked, echoWebSockets, sendEvent, tellRequest } from './proxied-routes.ts';

/** The HTTP side of the test server, to be served on any port; `/ready` is what a readiness probe asks. */
export function testSite(pod: AppHost, readyAtFirst: boolean): (server: Server) => Server {
  let isReady = readyAtFirst;
  const answer = async (url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (url.pathname) {
      case '/':
        identify(pod, response);
        return;
      case '/bytes':
        return sendBytes(url, response);
      case '/sink':
        return receiveBytes(request, response);
      case '/slow':
        response.flushHeaders();
        await delay(Number(url.searchParams.get('ms') ?? '1000'));
        identify(pod, response);
        return;
      case '/answer':
        answerAsAsked(url, response);
        return;
      case '/events':
        sendEvent(pod, response);
        return;
      case '/quit':
        response.end('ending\n', () => pod.exit());
        return;
      case '/ready':
        sendWhole(response, isReady ? 200 : 503, {}, isReady ? 'ready\n' : 'not ready\n');
        return;
      case '/ready/on':
      case '/ready/off':
        isReady = url.pathname === '/ready/on';
        response.end(`ready=${String(isReady)}\n`);
        return;
      default:
        if (/^\/request(?:\/|$)/.test(url.pathname)) {
          tellRequest(request, response);
          return;
        }
        sendWhole(response, 404, {}, '404 page not found\n');
    }
  };
  return (server) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://testserver');
      answer(url, request, response).catch(() => response.destroy());
    });
    echoWebSockets(server);
    return server;
  };
}

function identify({ name }: AppHost, response: ServerResponse): void {
  response.end(`pod=${name}\nhost=${name}\n`);
}
