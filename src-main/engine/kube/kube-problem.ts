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
