import { type Message, message } from '../../shared/language/message.ts';
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

  constructor(status: number, code: ProblemCode, words: Message, detail: string) {
    super(code, words, { detail });
    this.status = status;
  }
}

/** Whether the server has too much to do, or not yet what it needs: it refuses lists of a kind for about a second after that was made (429, measured). */
export function isBusy(error: unknown): boolean {
  return error instanceof RefusalError && (error.status === 429 || error.status === 503);
}

/** How often a busy server is asked again, with the waits of `retryDelay`, before that is told: for four seconds. */
export const busyAttempts = 4;

/** Longest raw text taken into a problem's details, in characters. */
const detailLimit = 2_000;

/** The problem behind an answer that is not a success, or is none of a Kubernetes API. */
export function refusalProblem(asked: AskedOf, refusal: Refusal): RefusalError {
  const said = statusMessage(refusal);
  const detail = `${refusal.status} ${asked.path}: ${said ?? refusal.body}`.slice(0, detailLimit);
  const { context, server, path } = asked;
  const reason = said || null;
  const problem = (code: ProblemCode, words: Message) =>
    new RefusalError(refusal.status, code, words, detail);
  const isPage = /html/i.test(refusal.contentType) || /^\s*</.test(refusal.body);
  if (said === null && refusal.status !== 401 && (isPage || refusal.status < 400)) {
    const isWebPage = isPage || refusal.status >= 300;
    return problem('apiError', message(isWebPage ? 'api.webPage' : 'api.notKubernetes', { server }));
  }
  switch (refusal.status) {
    case 400:
      if (/HTTP request to an HTTPS server/i.test(refusal.body)) {
        return problem('apiError', message('api.speaksHttps', { server, context }));
      }
      break;
    case 401:
      return problem('unauthorized', message('credentials.refused', { context }));
    case 403:
      return problem('forbidden', forbiddenWords(context, reason));
    case 404:
      return problem(
        'notFound',
        reason === null ? message('api.pathUnknown', { server, path }) : message('api.notFound', { reason }),
      );
    case 429:
    case 503:
      return problem('apiError', message('api.busy', { context }));
  }
  return problem('apiError', message('api.error', { context, status: refusal.status, reason }));
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

function forbiddenWords(context: string, reason: string | null): Message {
  const [, user = '', verb, resource, namespace] = forbidden.exec(reason ?? '') ?? [];
  if (verb === undefined || resource === undefined) {
    return message('api.forbiddenOtherwise', { context, reason });
  }
  if (user === 'system:anonymous') return message('api.anonymous', { context });
  const where =
    namespace === undefined ? message('api.inAllNamespaces') : message('api.inNamespace', { namespace });
  const scope = resource === 'namespaces' || resource === 'nodes' ? null : where;
  return message('api.forbidden', { context, verb, resource, scope });
}
