import { type ProblemCode, ProblemError } from '../../shared/problem.ts';

/** What was asked, for messages: never with credentials. */
export interface AskedOf {
  readonly context: string;
  /** Scheme, host, port and path prefix. */
  readonly server: string;
  readonly path: string;
}

export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** An answer of the API server that is not what was asked for. */
export class RefusalError extends ProblemError {
  readonly status: number;

  constructor(status: number, code: ProblemCode, message: string, detail: string) {
    super(code, message, { detail });
    this.status = status;
  }
}

/** Longest raw text taken into a problem's details, in characters. */
const detailLimit = 2_000;

/** The problem behind an answer that is not a success, or is none of a Kubernetes API. */
export function refusalProblem(asked: AskedOf, refusal: Refusal): RefusalError {
  const said = statusMessage(refusal);
  const detail = `${refusal.status} ${asked.path}: ${said ?? refusal.body}`.slice(0, detailLimit);
  const problem = (code: ProblemCode, message: string) =>
    new RefusalError(refusal.status, code, message, detail);
  const isPage = /html/i.test(refusal.contentType) || /^\s*</.test(refusal.body);
  if (said === null && refusal.status !== 401 && (isPage || refusal.status < 400)) {
    return problem(
      'apiError',
      isPage || refusal.status >= 300
        ? `${asked.server} answered with a web page or a redirect instead of the Kubernetes API, perhaps of a login or a proxy. Check the server's address, and log in if it asks for it.`
        : `${asked.server} answered, but not as a Kubernetes API does. Check the server's address.`,
    );
  }
  switch (refusal.status) {
    case 400:
      if (/HTTP request to an HTTPS server/i.test(refusal.body)) {
        return problem(
          'apiError',
          `${asked.server} speaks https. Correct the server's address of context "${asked.context}".`,
        );
      }
      break;
    case 401:
      return problem(
        'unauthorized',
        `The cluster of context "${asked.context}" does not accept the credentials. Log in again, or renew the token or certificate.`,
      );
    case 403:
      return problem('forbidden', forbiddenMessage(asked, said ?? ''));
    case 404:
      return problem(
        'notFound',
        said === null
          ? `${asked.server} does not know ${asked.path}. Check the server's address, its path included.`
          : `${sentence(said)} Check its name and namespace.`,
      );
    case 429:
    case 503:
      return problem('apiError', `The API server of context "${asked.context}" is busy. It is tried again.`);
  }
  const reason = said === null ? '' : ` ${sentence(said)}`;
  return problem(
    'apiError',
    `The API server of context "${asked.context}" answered with an error (${refusal.status}).${reason}`,
  );
}

/** The problem behind an error of the network, TLS or HTTP layer; a `ProblemError` stays as it is. */
export function networkProblem(asked: AskedOf, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { codes, text } = causes(error);
  const host = new URL(asked.server).host;
  const problem = (code: ProblemCode, message: string) =>
    new ProblemError(code, message, { detail: `${asked.path}: ${text}`.slice(0, detailLimit), cause: error });
  for (const code of codes) {
    const tls = tlsMessages.get(code);
    if (tls) return problem('tlsFailed', tls(host, asked.context));
    const network = networkMessages.get(code);
    if (network) return problem('apiUnreachable', network(host));
  }
  if (/wrong version number|packet length too long/i.test(text)) {
    return problem(
      'tlsFailed',
      `${host} does not speak https. Correct the server's address of context "${asked.context}".`,
    );
  }
  if (/alert|handshake|certificate/i.test(text) && /ssl|tls/i.test(text)) {
    return problem(
      'tlsFailed',
      `${host} refused the secure connection. Renew the client certificate of context "${asked.context}".`,
    );
  }
  return problem(
    'apiUnreachable',
    `The API server at ${host} cannot be reached. Check the network or VPN; it is tried again.`,
  );
}

type TlsMessage = (host: string, context: string) => string;

const unknownAuthority: TlsMessage = (host, context) =>
  `The certificate of ${host} is signed by an unknown authority. Correct the certificate-authority of context "${context}".`;

const malformed: TlsMessage = (_host, context) =>
  `A certificate or key of context "${context}" is not valid PEM. Correct it in the kubeconfig.`;

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
    (host, context) =>
      `The certificate of ${host} is for another name. Correct the server's address of context "${context}", or set its tls-server-name.`,
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

/** The message of a Kubernetes Status, if the body is one. */
function statusMessage(refusal: Refusal): string | null {
  if (!refusal.body.startsWith('{')) return null;
  try {
    const status: unknown = JSON.parse(refusal.body);
    if (typeof status !== 'object' || status === null || !('kind' in status) || status.kind !== 'Status') {
      return null;
    }
    return 'message' in status && typeof status.message === 'string' ? status.message : '';
  } catch {
    // Not JSON after all: there is no message in it.
    return null;
  }
}

const forbidden =
  /User "([^"]*)" cannot (\S+) resource "([^"]+)"(?: in API group "[^"]*")?(?: in the namespace "([^"]+)")?/;

function forbiddenMessage(asked: AskedOf, said: string): string {
  const [, user = '', verb, resource, namespace] = forbidden.exec(said) ?? [];
  if (verb === undefined || resource === undefined) {
    return `Context "${asked.context}" may not do this. Ask the cluster's administrator for the right.${said === '' ? '' : ` The cluster says: ${sentence(said)}`}`;
  }
  if (user === 'system:anonymous') {
    return `The cluster of context "${asked.context}" does not know who you are. Log in, or add credentials to the context.`;
  }
  const where = namespace === undefined ? ' in all namespaces' : ` in namespace ${namespace}`;
  const scope = resource === 'namespaces' || resource === 'nodes' ? '' : where;
  return `Context "${asked.context}" may not ${verb} ${resource}${scope}. Ask the cluster's administrator for the right "${verb}" on "${resource}"${scope}.`;
}

/** With a capital, and a full stop at the end. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
