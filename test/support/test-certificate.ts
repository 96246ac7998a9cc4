import { generate } from 'selfsigned';

export interface CertificateWish {
  /** Its subject; two authorities in one store need different ones. */
  readonly name: string;
  /** The only name that it is good for; `localhost` unless told. */
  readonly host?: string;
  /** How long it is still good, in days; negative where it is over. 1 unless told. */
  readonly days?: number;
  /** In how many days it begins to be good; it has been so for 30 unless told. */
  readonly beginsIn?: number;
  /** Whose authority signs it; its own unless told. */
  readonly by?: TestCertificate;
}

/** PEM; unless another signs it, it is its own authority, for servers and clients. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

export async function makeCertificate(wish: CertificateWish): Promise<TestCertificate> {
  const made = await generate([{ name: 'commonName', value: wish.name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(wish.by !== undefined && { ca: wish.by }),
    notBeforeDate: new Date(Date.now() + (wish.beginsIn ?? -30) * dayMs),
    notAfterDate: new Date(Date.now() + (wish.days ?? (wish.beginsIn ?? 0) + 1) * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: wish.host ?? 'localhost' }] },
    ],
  });
  return { cert: made.cert, key: made.private };
}
