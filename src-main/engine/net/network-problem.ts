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
  const where = asked.context === null ? 'in the kubeconfig' : `of context "${asked.context}"`;
  const from = asked.path === null ? '' : `${asked.path}: `;
  const problem = (code: ProblemCode, message: string, options: { layer?: Layer } = {}) =>
    new ProblemError(code, message, {
      ...options,
      detail: `${from}${text}`.slice(0, detailLimit),
      cause: error,
    });
  for (const code of codes) {
    const tls = tlsMessages.get(code);
    if (tls) return problem('tlsFailed', tls(host, where), tls === malformed ? { layer: 'kubeconfig' } : {});
    const network = networkMessages.get(code);
    if (network) return problem('apiUnreachable', network(host));
  }
  if (/wrong version number|packet length too long/i.test(text)) {
    return problem('tlsFailed', `${host} does not speak https. Correct the server's address ${where}.`);
  }
  if (/alert|handshake|certificate/i.test(text) && /ssl|tls/i.test(text)) {
    const message = `${host} refused the secure connection. Renew the client certificate ${where}.`;
    return problem('tlsFailed', message, { layer: 'credentials' });
  }
  if (codes.some((code) => otherTrustFault.test(code))) {
    const message = `The secure connection to ${host} failed. Check the certificates ${where} and the server's name.`;
    return problem('tlsFailed', message);
  }
  return problem(
    'apiUnreachable',
    `The API server at ${host} cannot be reached. Check the network or VPN; it is tried again.`,
  );
}

/** True where TLS itself failed, which trying again does not mend. */
export function isTrustFault(error: unknown): boolean {
  return causes(error).codes.some((code) => tlsMessages.has(code) || otherTrustFault.test(code));
}

/** Faults of TLS that have no sentence of their own. */
const otherTrustFault = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_|ERR_TLS_|ERR_SSL_|EPROTO)/;

type TlsMessage = (host: string, where: string) => string;

const unknownAuthority: TlsMessage = (host, where) =>
  `The certificate of ${host} is signed by an unknown authority. Correct the certificate-authority ${where}.`;

const malformed: TlsMessage = (_host, where) =>
  `A certificate or key ${where} is not valid PEM. Correct it in the kubeconfig.`;

const tlsMessages = new Map<string, TlsMessage>([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownAuthority],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownAuthority],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', unknownAuthority],
  ['CERT_SIGNATURE_FAILURE', unknownAuthority],
  [
    'CERT_HAS_EXPIRED',
    (host) =>
      `The certificate of ${host} has expired. Ask the cluster's administrator to renew it, and check this computer's clock.`,
  ],
  [
    'CERT_NOT_YET_VALID',
    (host) => `The certificate of ${host} is not valid yet. Check this computer's clock.`,
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    (host, where) =>
      `The certificate of ${host} is for another name. Correct the server's address ${where}, or set its tls-server-name.`,
  ],
  ['ERR_OSSL_PEM_NO_START_LINE', malformed],
  ['ERR_OSSL_PEM_BAD_BASE64_DECODE', malformed],
  ['ERR_OSSL_PEM_BAD_END_LINE', malformed],
  ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', malformed],
]);

const noAnswer = (host: string) =>
  `The API server at ${host} does not answer. Check the network or VPN; it is tried again.`;

const closed = (host: string) => `The connection to ${host} was closed. It is tried again.`;

const networkMessages = new Map<string, (host: string) => string>([
  [
    'ECONNREFUSED',
    (host) =>
      `Nothing listens at ${host}: the API server is down or the address is wrong. It is tried again.`,
  ],
  [
    'ENOTFOUND',
    (host) => `The name ${host} is not known here. Check the server's address and the network or VPN.`,
  ],
  [
    'EAI_AGAIN',
    (host) => `The name ${host} cannot be looked up now. Check the network or VPN; it is tried again.`,
  ],
  ['ETIMEDOUT', noAnswer],
  ['UND_ERR_CONNECT_TIMEOUT', noAnswer],
  ['UND_ERR_HEADERS_TIMEOUT', noAnswer],
  ['UND_ERR_BODY_TIMEOUT', noAnswer],
  ['EHOSTUNREACH', noAnswer],
  ['ENETUNREACH', noAnswer],
  ['ECONNRESET', closed],
  ['EPIPE', closed],
  ['UND_ERR_SOCKET', closed],
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
