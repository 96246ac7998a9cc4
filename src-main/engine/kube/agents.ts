import { createHash } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { Agent, type buildConnector } from 'undici';

const connectTimeoutMs = 10_000;
/** Probes of TCP begin after this silence, so that load balancers and firewalls keep an idle watch (tunnel.md, 9.1). */
const keepAliveDelayMs = 15_000;

/**
 * One connection pool for a context, renewed when its TLS identity changes (a rotated client certificate).
 * client-node (2.0.1) makes a new pool for every request: 20 GETs opened 20 TLS connections (tunnel.md, 3).
 */
export class Agents implements AsyncDisposable {
  #current: { readonly key: string; readonly agent: Agent } | null = null;

  for(tls: ConnectionOptions | null): Agent {
    const key = identityOf(tls);
    if (this.#current?.key === key) return this.#current.agent;
    // Requests under way on the old identity end in peace.
    void this.#current?.agent.close();
    const agent = new Agent({
      allowH2: false,
      connect: {
        ...(tls as buildConnector.BuildOptions | null),
        timeout: connectTimeoutMs,
        keepAlive: true,
        keepAliveInitialDelay: keepAliveDelayMs,
      },
    });
    this.#current = { key, agent };
    return agent;
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
