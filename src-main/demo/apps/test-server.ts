import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { App } from './app.ts';
import { echo } from './tcp-apps.ts';
import { testSite } from './test-http-server.ts';
import { untrustedServer } from './untrusted-server.ts';

const bannerText = '220 testserver ready\r\n';

/** The test server of the real test cluster, port for port, so that one conformance suite fits both clusters. */
export const testServerApp: App = (pod, args) => {
  const site = testSite(pod, !args.includes('-unready'));
  const https = portOf('https', args);
  return new Map<number, Server>([
    [portOf('http', args) ?? 8080, site(createHttpServer())],
    ...(https === null ? [] : ([[https, site(untrustedServer())]] as const)),
    [7000, tcpServer(echo)],
    [7001, tcpServer(banner)],
    [7002, tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))],
    [7003, tcpServer((socket) => socket.pause())],
    [7004, tcpServer((socket) => void sendLines(socket))],
    [7005, tcpServer((socket) => socket.end(bannerText))],
    [7006, tcpServer(countToTheEnd)],
  ]);
};

function portOf(flag: 'http' | 'https', args: readonly string[]): number | null {
  const given = args.find((arg) => arg.startsWith(`-${flag}=`));
  return given === undefined ? null : Number(given.slice(flag.length + 2));
}

function tcpServer(serve: (socket: Socket) => void): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, serve);
}

function banner(socket: Socket): void {
  socket.write(bannerText);
  echo(socket);
}

async function sendLines(socket: Socket): Promise<void> {
  for await (const chunk of socket.iterator({ destroyOnReturn: false }))
    if (String(chunk).includes('\n')) break;
  for (let line = 1; line <= 30 && !socket.destroyed; line++) {
    await delay(100);
    socket.write(`line ${line} of 30\n`);
  }
  socket.end();
}

function countToTheEnd(socket: Socket): void {
  let received = 0;
  socket.on('data', (chunk) => (received += chunk.length));
  socket.on('end', () => socket.end(`${received} bytes\n`));
}
