import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { opened } from './opened.ts';

interface Secured {
  readonly socket: Duplex;
  readonly name: string;
  readonly context: SecureContext;
  /** What is spoken within, by ALPN; null where that is not known. */
  readonly protocol: 'http/1.1' | 'h2' | null;
}

/**
 * Any certificate is taken: the caller judges it (`judgeServer`) and tells people what is wrong with it, before a local entry
 * has sent anything of theirs. Who may be in between is not kept out. Rejects with the error of TLS.
 */
export function secure(
  { socket, name, context, protocol }: Secured,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = connect({
    socket,
    secureContext: context,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    // An address has no place in the handshake's server name (RFC 6066, 3).
    ...(isIP(name) === 0 && { servername: name }),
    ...(protocol !== null && { ALPNProtocols: [protocol] }),
  });
  return opened(secured, 'secureConnect', signal);
}
