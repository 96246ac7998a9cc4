import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';

import type { PodIdentity } from './app.ts';
import { sendWhole } from './http-routes.ts';

/** `/request`: the request as it came, its body left out, and the name of the TLS handshake, empty without TLS. */
export function tellRequest(request: IncomingMessage, response: ServerResponse): void {
  const { method, url, socket } = request;
  const { host, ...headers } = request.headers;
  const sni = socket instanceof TLSSocket ? socket.servername : '';
  const type = { 'content-type': 'application/json' };
  sendWhole(response, 200, type, `${JSON.stringify({ sni, method, target: url, host, headers })}\n`);
}

/** `/answer`: as it is asked to, by `code`, `header` (as often as wanted, `Name: value`), `body`, and `gzip` for a packed one. */
export function answerAsAsked({ searchParams }: URL, response: ServerResponse): void {
  for (const header of searchParams.getAll('header')) {
    const [name = '', ...value] = header.split(': ');
    // As Go writes it: Node has a byte for each character.
    response.appendHeader(name, Buffer.from(value.join(': ')).toString('latin1'));
  }
  const body = Buffer.from(searchParams.get('body') ?? '');
  const isPacked = searchParams.has('gzip');
  if (isPacked) response.setHeader('content-encoding', 'gzip');
  response.writeHead(Number(searchParams.get('code') ?? 200));
  response.end(isPacked ? gzipSync(body) : body);
}

/** `/events`: one event at once, and then nothing until the client leaves. */
export function sendEvent({ name }: PodIdentity, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${name}\n\n`);
}

/** `/ws`: a WebSocket that sends everything back. */
export function echoWebSockets(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => socket.send(data, { binary: isBinary }));
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/ws') {
      sockets.handleUpgrade(request, socket, head, (open) => sockets.emit('connection', open, request));
    } else {
      socket.end(
        'HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\nConnection: close\r\n\r\n404 page not found\n',
      );
    }
  });
}
