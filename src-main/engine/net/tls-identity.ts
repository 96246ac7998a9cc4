import { isIP } from 'node:net';
import { type ConnectionOptions, createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/**
 * Whom we trust and who we are in TLS: the certificates, parsed once, and the newest session of each server, so that
 * the next handshake skips certificates and signatures. Sessions never leave their identity: resuming skips the check
 * of the server's certificate. The constructor throws OpenSSL's errors for PEM that is none.
 */
export class TlsIdentity {
  readonly #options: ConnectionOptions;
  readonly #context: SecureContext;
  readonly #sessions = new Map<string, Buffer>();
  #proxyContext: SecureContext | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { ca, cert, key } = options;
    this.#context = createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  }

  /** For a handshake with this server. */
  optionsFor(host: string, port: number): ConnectionOptions {
    const session = this.#sessions.get(`${host} ${port}`);
    const { servername = nameOf(host), rejectUnauthorized } = this.#options;
    return {
      secureContext: this.#context,
      // Checked instead of the address where the kubeconfig has a tls-server-name.
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
      ...(session === undefined ? {} : { session }),
    };
  }

  keepSession(host: string, port: number, session: Buffer): void {
    this.#sessions.set(`${host} ${port}`, session);
  }

  /** A session that failed is not tried again. */
  dropSession(host: string, port: number): void {
    this.#sessions.delete(`${host} ${port}`);
  }

  /** For a handshake with a proxy before the server: it is trusted by the cluster's authority, as in kubectl, or the computer's. */
  proxyOptionsFor(host: string): ConnectionOptions {
    const servername = nameOf(host);
    const { ca, rejectUnauthorized } = this.#options;
    this.#proxyContext ??= createSecureContext(
      ca === undefined ? {} : { ca: [...getCACertificates('default'), ...[ca].flat()] },
    );
    return {
      secureContext: this.#proxyContext,
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    };
  }
}

/** An address has no place in the handshake's server name (RFC 6066, 3). */
function nameOf(host: string): string | undefined {
  return isIP(host) === 0 ? host : undefined;
}
