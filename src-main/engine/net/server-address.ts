import type { Proxy } from './proxy.ts';
import type { TlsIdentity } from './tls-identity.ts';

/** Where a server is and how it is reached: all that opening a connection needs. */
export interface ServerAddress {
  /** Scheme, host, port; a path says nothing here. */
  readonly server: URL;
  /** Null for a plain `http:` server. */
  readonly tls: TlsIdentity | null;
  readonly proxy: Proxy | null;
}

/** The host without brackets, and the port. */
export function placeOf(server: URL): { readonly host: string; readonly port: number } {
  return {
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port || (server.protocol === 'http:' ? 80 : 443)),
  };
}
