import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';

/** The problem of whoever names a forward that is not there. */
export function notFound(): ProblemError {
  return new ProblemError('notFound', message('forward.notThere'));
}
