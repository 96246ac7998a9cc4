import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import { CertificateFault, type JudgedCertificate } from '../../shared/probe.ts';

interface Handshake {
  readonly peer: PeerCertificate;
  /** OpenSSL's code of what is wrong with the chain, its last where it found several; null where it is trusted. */
  readonly code: string | null;
  /** Whom the certificate should be for. */
  readonly name: string;
  readonly nowMs: number;
}

const chainFaults = new Map<string, CertificateFault>([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'notYetValid'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'selfSigned'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
]);

/** Longest name taken from a certificate, in characters. */
const nameLimit = 100;

/** The certificate that a server has shown, which should be for `name`. */
export function judgeServer(socket: TLSSocket, name: string, nowMs: number): JudgedCertificate {
  // It is a code, whatever the types say.
  const code = socket.authorized ? null : String(socket.authorizationError);
  return judgeCertificate({ peer: socket.getPeerCertificate(), code, name, nowMs });
}

export function judgeCertificate({ peer, code, name, nowMs }: Handshake): JudgedCertificate {
  const validTo = dateOf(peer.valid_to);
  const validFrom = dateOf(peer.valid_from);
  const found = new Set<CertificateFault>();
  if (code !== null) found.add(chainFaults.get(code) ?? 'invalid');
  // Of a chain with several faults OpenSSL tells one alone.
  if (validTo !== null && nowMs > validTo) found.add('expired');
  if (validFrom !== null && nowMs < validFrom) found.add('notYetValid');
  if (!isFor(name, peer)) found.add('name');
  const { CN, O } = partsOf(peer.issuer);
  return {
    certificate: {
      subject: shortName(partsOf(peer.subject).CN ?? firstName(peer)),
      issuer: shortName(CN ?? O),
      validTo,
    },
    faults: CertificateFault.options.filter((fault) => found.has(fault)),
  };
}

function isFor(name: string, peer: PeerCertificate): boolean {
  try {
    return checkServerIdentity(name, peer) === undefined;
  } catch {
    // Names that cannot be read are none.
    return false;
  }
}

/** A server that shows no certificate has an empty object here, whatever the types say. */
function partsOf(part: PeerCertificate['subject'] | undefined): {
  [key: string]: string | string[] | undefined;
} {
  return part ?? {};
}

function firstName({ subjectaltname }: PeerCertificate): string | undefined {
  return subjectaltname?.split(', ')[0]?.replace(/^[^:]*:/, '');
}

function shortName(name: string | string[] | undefined): string {
  return ([name ?? ''].flat()[0] ?? '').replaceAll(/\p{C}/gu, '').slice(0, nameLimit);
}

function dateOf(text: string | undefined): number | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
}
