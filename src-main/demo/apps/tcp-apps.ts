import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import type { App } from './app.ts';
import { testHttpServer } from './test-http-server.ts';

/** A service that greets, then answers each line: where a database would stand. */
export const linesDbApp: App = (pod) =>
  new Map([
    [
      5432,
      tcpServer((socket) => {
        socket.write(`orders-db ready on ${pod.name}. Send a line, it comes back.\r\n`);
        createInterface({ input: socket }).on('line', (line) => socket.write(`${pod.name}> ${line}\r\n`));
        socket.on('end', () => socket.end());
      }),
    ],
  ]);

/** A plain echo. */
export const echoApp: App = () => new Map([[7700, tcpServer(echo)]]);

/** Does nothing on the network: an agent, a finished migration. */
export const silentApp: App = () => new Map();

const bannerText = '220 testserver ready\r\n';

/** The test server of the real test cluster, port for port, so that one conformance suite fits both clusters. */
export const testServerApp: App = (pod) =>
  new Map<number, Server>([
    [8080, testHttpServer(pod.name)],
    [7000, tcpServer(echo)],
    [
      7001,
      tcpServer((socket) => {
        socket.write(bannerText);
        echo(socket);
      }),
    ],
    [7002, tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))],
    // Never reads.
    [7003, tcpServer((socket) => socket.pause())],
    [7004, tcpServer((socket) => void sendLinesAfterEnd(socket))],
    [7005, tcpServer((socket) => socket.end(bannerText))],
  ]);

function tcpServer(serve: (socket: Socket) => void): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, serve);
}

function echo(socket: Socket): void {
  socket.pipe(socket);
}

async function sendLinesAfterEnd(socket: Socket): Promise<void> {
  let received = 0;
  socket.on('data', (chunk) => (received += chunk.length));
  await new Promise((resolve) => socket.once('end', resolve));
  for (let line = 1; line <= 30 && !socket.destroyed; line++) {
    await delay(100);
    socket.write(`line ${line} of 30 after ${received} bytes\n`);
  }
  socket.end();
}
