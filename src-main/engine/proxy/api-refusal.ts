import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Target } from '../../shared/target.ts';
import { type AskedOf, refusalProblem } from '../kube/kube-problem.ts';
import { objectWords } from '../kube/object-words.ts';
import { targetNotFound } from '../kube/pod-finder.ts';

/** What the API server says in place of the application. */
interface Status {
  readonly reason: string;
  readonly message: string;
}

/**
 * What an answer means that the API server gave instead of passing the request on; null for an answer of the application,
 * which may be an API server too. Only the words tell the two apart: nothing else of an answer does.
 */
export function apiRefusal(
  target: Target,
  asked: AskedOf,
  answer: { readonly status: number; readonly body: string },
): ProblemError | null {
  const status = readStatus(answer);
  if (status === null || !isOwn(status, answer.status, target)) return null;
  const object = objectWords(target);
  const detail = `${String(answer.status)} ${asked.path}: ${status.message}`;
  if (status.message.startsWith(unreachable)) {
    return new ProblemError('connectionRefused', message('apiProxy.unreachable', { object }), { detail });
  }
  if (answer.status === 503) {
    return new ProblemError('noReadyPod', message('apiProxy.noEndpoints', { object }), { detail });
  }
  if (answer.status === 404) return ProblemError.of(targetNotFound(target));
  return refusalProblem(asked, { ...answer, contentType: 'application/json' });
}

const unreachable = 'error trying to reach service: ';

function isOwn({ reason, message: said }: Status, code: number, { kind, name }: Target): boolean {
  switch (code) {
    case 401:
      return reason === 'Unauthorized' && said === 'Unauthorized';
    case 403:
      return said.includes(` resource "${kind}s/proxy" `);
    case 404:
      return said === `${kind}s "${name}" not found`;
    case 503:
      return [unreachable, 'no endpoints available for service ', 'no service port '].some((beginning) =>
        said.startsWith(beginning),
      );
    default:
      return false;
  }
}

function readStatus({ status, body }: { readonly status: number; readonly body: string }): Status | null {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read !== 'object' || read === null || !('kind' in read) || read.kind !== 'Status') return null;
    if (!('code' in read) || read.code !== status) return null;
    const { reason = '', message: said = '' } = read as { reason?: unknown; message?: unknown };
    return typeof reason === 'string' && typeof said === 'string' ? { reason, message: said } : null;
  } catch {
    // Not JSON: the application's own.
    return null;
  }
}
