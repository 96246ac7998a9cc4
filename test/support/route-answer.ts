import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { request as requestTls } from 'node:https';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import type { RouteAddress } from '../../src-main/shared/route.ts';

/** What answers at an address of a route, reached as it says: of HTTP the status and the test server's pod, else the echo. */
export async function routeAnswer({ scheme, host, port, path, entries }: RouteAddress): Promise<string> {
  const [place = host] = entries;
  const tls = { servername: host, rejectUnauthorized: false };
  const headers = { host: `${host}:${String(port)}` };
  const asked = { host: place, port, path: path ?? '/', headers, signal: AbortSignal.timeout(10_000) };
  switch (scheme) {
    case 'http':
      return await httpAnswer(request(asked));
    case 'https':
      return await httpAnswer(requestTls({ ...asked, ...tls }));
    case 'grpc':
      return await http2Answer(connectHttp2(`http://${place}:${String(port)}`), asked.headers.host);
    case 'grpcs':
      return await http2Answer(connectHttp2(`https://${place}:${String(port)}`, tls), asked.headers.host);
    case 'tls':
      return await echoAnswer(connectTls({ ...tls, host: place, port }));
    case 'tcp':
      return await echoAnswer(connect(port, place));
    case 'udp':
    case 'sctp':
      throw new Error(`Nothing here speaks ${scheme}.`);
  }
}

async function httpAnswer(asking: ClientRequest): Promise<string> {
  const response = once(asking.end(), 'response') as Promise<[IncomingMessage]>;
  const [answer] = await response;
  return said(answer.statusCode, await text(answer));
}

async function http2Answer(session: ClientHttp2Session, authority: string): Promise<string> {
  // Its requests fail with it, and they are what is awaited.
  session.on('error', () => undefined);
  try {
    const stream = session.request({ ':path': '/', ':authority': authority });
    const [headers] = (await once(stream, 'response')) as [{ readonly ':status': number }];
    return said(headers[':status'], await text(stream));
  } finally {
    session.close();
  }
}

async function echoAnswer(socket: Socket): Promise<string> {
  socket.write('hello');
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString();
}

function said(status: number | undefined, body: string): string {
  return `${String(status)} ${/pod=(\S+)/.exec(body)?.[1] ?? body.trim()}`;
}
