import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { join, Relay } from './relay.ts';

export interface ProxyLogin {
  readonly username: string;
  readonly password: string;
}

interface ConnectProxyOptions {
  /** PEM; speaks TLS itself. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly login?: ProxyLogin;
}

/** An HTTP proxy that knows CONNECT alone. */
export class ConnectProxy extends Relay {
  /** The status line that each request gets instead of a connection. */
  refusal: string | null = null;
  /** Takes requests and does not answer. */
  silent = false;

  private constructor({ tls, login }: ConnectProxyOptions) {
    const server = tls === undefined ? createServer() : createSecureServer({ ...tls });
    super(server);
    const expected =
      login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
    server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      client.on('error', () => client.destroy());
      if (this.silent) return void client.on('end', () => client.destroy()).resume();
      if (this.refusal !== null) {
        client.end(`HTTP/1.1 ${this.refusal}\r\nContent-Length: 0\r\n\r\n`);
      } else if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
        client.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n',
        );
      } else {
        this.reach(request.url ?? '').then(
          (server) => {
            client.write('HTTP/1.1 200 Connection established\r\n\r\n');
            if (head.length > 0) server.write(head);
            join(client, server);
          },
          () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
        );
      }
    });
  }

  static async listen(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(options);
    await proxy.start();
    return proxy;
  }
}
