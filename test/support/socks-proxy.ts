import { createServer, isIPv6, type Socket } from 'node:net';
import type { ProxyLogin } from './connect-proxy.ts';
import { join, Relay } from './relay.ts';

/** A SOCKS5 proxy (RFC 1928) with user name and password (RFC 1929) where a login is set. */
export class SocksProxy extends Relay {
  /** The reply code that each request gets; 0 connects. */
  reply = 0;
  readonly #login: ProxyLogin | null;

  private constructor(login: ProxyLogin | null) {
    const server = createServer();
    super(server);
    this.#login = login;
    server.on('connection', (client: Socket) => {
      this.#serve(client).catch(() => client.destroy());
    });
  }

  static async listen(login: ProxyLogin | null = null): Promise<SocksProxy> {
    const proxy = new SocksProxy(login);
    await proxy.start();
    return proxy;
  }

  async #serve(client: Socket): Promise<void> {
    const read = reader(client);
    const [, methods = 0] = await read(2);
    const wanted = this.#login === null ? 0 : 2;
    const isOffered = (await read(methods)).includes(wanted);
    client.write(Buffer.from([5, isOffered ? wanted : 0xff]));
    if (!isOffered) return void client.end();
    if (this.#login !== null) {
      await read(1);
      const username = (await read((await read(1))[0] ?? 0)).toString();
      const password = (await read((await read(1))[0] ?? 0)).toString();
      const isKnown = username === this.#login.username && password === this.#login.password;
      client.write(Buffer.from([1, isKnown ? 0 : 1]));
      if (!isKnown) return void client.end();
    }
    const [, , , kind] = await read(4);
    const host = await readHost(kind ?? 0, read);
    const port = (await read(2)).readUInt16BE();
    const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    const answer = (code: number) => client.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
    if (this.reply !== 0) {
      answer(this.reply);
      return void client.end();
    }
    try {
      const server = await this.reach(authority);
      answer(0);
      join(client, server);
    } catch {
      // 5: connection refused by the destination.
      answer(5);
      client.end();
    }
  }
}

type Read = (length: number) => Promise<Buffer>;

async function readHost(kind: number, read: Read): Promise<string> {
  if (kind === 1) return (await read(4)).join('.');
  if (kind === 3) return (await read((await read(1))[0] ?? 0)).toString();
  const groups = (await read(16)).toString('hex').match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function reader(socket: Socket): Read {
  return async (length) => {
    for (;;) {
      if (length === 0) return Buffer.alloc(0);
      const chunk = socket.read(length) as Buffer | null;
      if (chunk !== null) return chunk;
      await new Promise<void>((resolve, reject) => {
        socket.once('readable', resolve);
        socket.once('close', () => reject(new Error('closed')));
      });
    }
  };
}
