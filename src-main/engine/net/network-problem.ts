import { type Message, message } from '../../shared/language/message.ts';
import { type Layer, type ProblemCode, ProblemError } from '../../shared/problem.ts';

/** What was asked of whom, for messages: never with credentials. */
interface Asked {
  /** Null where only the server is known. */
  readonly context: string | null;
  readonly server: string;
  /** Null before anything was asked. */
  readonly path: string | null;
}

/** Longest raw text taken into a problem's details, in characters. */
const detailLimit = 2_000;

/** The problem behind an error of the network, TLS or HTTP layer; a `ProblemError` stays as it is. */
export function networkProblem(asked: Asked, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { codes, text } = causes(error);
  const { host } = new URL(asked.server);
  const { context } = asked;
  const from = asked.path === null ? '' : `${asked.path}: `;
  const problem = (code: ProblemCode, words: Message, options: { layer?: Layer } = {}) =>
    new ProblemError(code, words, {
      ...options,
      detail: `${from}${text}`.slice(0, detailLimit),
      cause: error,
    });
  for (const code of codes) {
    const tls = tlsFaults.get(code);
    if (tls === 'network.certificateMalformed') {
      return problem('tlsFailed', message(tls, { context }), { layer: 'kubeconfig' });
    }
    if (tls !== undefined) return problem('tlsFailed', message(tls, { host, context }));
    const network = networkFaults.get(code);
    if (network !== undefined) return problem('apiUnreachable', message(network, { host }));
  }
  if (/wrong version number|packet length too long/i.test(text)) {
    return problem('tlsFailed', message('network.notHttps', { host, context }));
  }
  if (/alert|handshake|certificate/i.test(text) && /ssl|tls/i.test(text)) {
    const words = message('network.clientCertificateRefused', { host, context });
    return problem('tlsFailed', words, { layer: 'credentials' });
  }
  if (codes.some((code) => otherTrustFault.test(code))) {
    return problem('tlsFailed', message('network.tlsFailed', { host, context }));
  }
  return problem('apiUnreachable', message('network.unreachable', { host }));
}

/** True where TLS itself failed, which trying again does not mend. */
export function isTrustFault(error: unknown): boolean {
  return causes(error).codes.some((code) => tlsFaults.has(code) || otherTrustFault.test(code));
}

/** Faults of TLS that have no sentence of their own. */
const otherTrustFault = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_|ERR_TLS_|ERR_SSL_|EPROTO)/;

const tlsFaults = new Map<
  string,
  | 'network.authorityUnknown'
  | 'network.certificateExpired'
  | 'network.certificateMalformed'
  | 'network.certificateNotYetValid'
  | 'network.certificateOfAnotherName'
>([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network.authorityUnknown'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'network.authorityUnknown'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'network.authorityUnknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'network.authorityUnknown'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network.authorityUnknown'],
  ['CERT_SIGNATURE_FAILURE', 'network.authorityUnknown'],
  ['CERT_HAS_EXPIRED', 'network.certificateExpired'],
  ['CERT_NOT_YET_VALID', 'network.certificateNotYetValid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'network.certificateOfAnotherName'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'network.certificateMalformed'],
  ['ERR_OSSL_PEM_BAD_BASE64_DECODE', 'network.certificateMalformed'],
  ['ERR_OSSL_PEM_BAD_END_LINE', 'network.certificateMalformed'],
  ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'network.certificateMalformed'],
]);

const networkFaults = new Map<
  string,
  | 'network.closed'
  | 'network.nameNotFoundNow'
  | 'network.nameUnknown'
  | 'network.noAnswer'
  | 'network.nothingListens'
>([
  ['ECONNREFUSED', 'network.nothingListens'],
  ['ENOTFOUND', 'network.nameUnknown'],
  ['EAI_AGAIN', 'network.nameNotFoundNow'],
  ['ETIMEDOUT', 'network.noAnswer'],
  ['UND_ERR_CONNECT_TIMEOUT', 'network.noAnswer'],
  ['UND_ERR_HEADERS_TIMEOUT', 'network.noAnswer'],
  ['UND_ERR_BODY_TIMEOUT', 'network.noAnswer'],
  ['EHOSTUNREACH', 'network.noAnswer'],
  ['ENETUNREACH', 'network.noAnswer'],
  ['ECONNRESET', 'network.closed'],
  ['EPIPE', 'network.closed'],
  ['UND_ERR_SOCKET', 'network.closed'],
]);

/** All codes and texts along an error's causes, outermost first; a failed dial of several addresses has them in `errors`. */
function causes(error: unknown): { codes: string[]; text: string } {
  const codes: string[] = [];
  const texts: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (!(value instanceof Error) || depth > 5) return;
    if ('code' in value && typeof value.code === 'string') codes.push(value.code);
    if (value.message !== '') texts.push(value.message);
    if (value instanceof AggregateError) for (const inner of value.errors) visit(inner, depth + 1);
    visit(value.cause, depth + 1);
  };
  visit(error, 0);
  return { codes, text: texts.length === 0 ? String(error) : texts.join(': ') };
}
