import { createHash } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { Agent, type Dispatcher, request } from 'undici';
import { connector } from '../net/connector.ts';
import type { ServerAddress } from '../net/server-address.ts';
import { TlsIdentity } from '../net/tls-identity.ts';

/** The connections of one identity, and what a tunnel needs to open one of its own. */
interface Access {
  readonly key: string;
  readonly agent: Agent;
  readonly address: ServerAddress;
}

/**
 * One connection pool for a context, renewed when its TLS identity changes (a rotated client certificate).
 * client-node (2.0.1) makes a new pool for every request: 20 GETs opened 20 TLS connections (tunnel.md, 3).
 */
export class Agents implements AsyncDisposable {
  readonly #way: Pick<ServerAddress, 'server' | 'proxy'>;
  #current: Access | null = null;

  constructor(way: Pick<ServerAddress, 'server' | 'proxy'>) {
    this.#way = way;
  }

  /** Throws OpenSSL's errors for certificates that are none. */
  for(tls: ConnectionOptions | null): Access {
    const key = identityOf(tls);
    if (this.#current?.key === key) return this.#current;
    const address = { ...this.#way, tls: tls === null ? null : new TlsIdentity(tls) };
    // Requests under way on the old identity end in peace.
    void this.#current?.agent.close();
    const agent = new Agent({ allowH2: false, connect: connector(() => address) });
    this.#current = { key, agent, address };
    return this.#current;
  }

  /** Throws as `for` and undici do. */
  request(
    url: string,
    tls: ConnectionOptions | null,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
  ): Promise<Dispatcher.ResponseData> {
    return request(url, { ...options, dispatcher: this.for(tls).agent });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current?.agent.destroy();
    this.#current = null;
  }
}

function identityOf(tls: ConnectionOptions | null): string {
  if (tls === null) return 'plain';
  const hash = createHash('sha256');
  for (const part of [tls.ca, tls.cert, tls.key, tls.servername, String(tls.rejectUnauthorized)]) {
    hash.update(typeof part === 'string' || Buffer.isBuffer(part) ? part : '').update('\0');
  }
  return hash.digest('hex');
}
