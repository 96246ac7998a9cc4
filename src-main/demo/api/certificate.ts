import { generate } from 'selfsigned';

export interface ServerCertificate {
  /** PEM; self-signed, so it is its own authority. */
  readonly certificate: string;
  /** PEM; never leaves this process. */
  readonly key: string;
}

const dayMs = 86_400_000;

/**
 * Makes a certificate for the loopback names of this machine. TLS is needed although nothing leaves the machine:
 * kubectl sends no token to a plain `http:` server.
 */
export async function createServerCertificate(): Promise<ServerCertificate> {
  const made = await generate([{ name: 'commonName', value: 'Portolan demo cluster' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + 365 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}
