import { generate } from 'selfsigned';

export interface CertificateWish {
  /** Its subject; two authorities in one store need different ones. */
  readonly name: string;
  /** The only name that it is good for; `localhost` unless told. */
  readonly host?: string;
  /** How long it is still good, in days; negative where it is over. 1 unless told. */
  readonly days?: number;
}

/** PEM; self-signed, so it is its own authority, for servers and clients. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

export async function makeCertificate(wish: CertificateWish): Promise<TestCertificate> {
  const made = await generate([{ name: 'commonName', value: wish.name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 30 * dayMs),
    notAfterDate: new Date(Date.now() + (wish.days ?? 1) * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: wish.host ?? 'localhost' }] },
    ],
  });
  return { cert: made.cert, key: made.private };
}
