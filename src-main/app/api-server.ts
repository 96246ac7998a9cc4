import { type Handlers, type Reply, type RequestName, requests } from '../shared/api.ts';
import { message } from '../shared/language/message.ts';
import { newProblem, ProblemError, problemOf } from '../shared/problem.ts';
import type { Log } from '../engine/log.ts';
import { parseInput } from './input-problem.ts';
import type { Answerer } from './request-door.ts';

export interface ApiServerOptions {
  readonly handlers: Handlers;
  /** Development and tests: answers are held against their schema too. */
  readonly checkOutputs: boolean;
  readonly log: Log;
}

/** Serves the contract: each request from name to envelope. */
export class ApiServer implements Answerer {
  readonly #options: ApiServerOptions;

  constructor(options: ApiServerOptions) {
    this.#options = options;
  }

  /** Known name, parsed input, handler, checked output. It never rejects. */
  async answer(name: unknown, input: unknown): Promise<Reply<unknown>> {
    const { handlers, checkOutputs, log } = this.#options;
    try {
      if (!isRequestName(name)) {
        throw new ProblemError('invalidInput', message('app.unknownRequest'), {
          detail: `request ${JSON.stringify(name)}`,
        });
      }
      const value = await run(handlers, name, parseInput(requests[name].input, input));
      return { ok: true, value: checkOutputs ? requests[name].output.parse(value) : value };
    } catch (error) {
      const problem = problemOf(error);
      log.warn(`${String(name)}: ${problem.code}: ${problem.message} ${problem.detail ?? ''}`);
      return { ok: false, problem };
    }
  }

  refuse(): Reply<unknown> {
    this.#options.log.warn('a request from another page was refused');
    return { ok: false, problem: newProblem('invalidInput', message('app.foreignRequest')) };
  }
}

/** Own names only: `toString` and `__proto__` are found on every object. */
function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

function run(handlers: Handlers, name: RequestName, input: unknown): Promise<unknown> {
  // The compiler cannot tie a name known only at run time to its own handler; `parseInput` has made it true.
  const handler = handlers[name] as (input: never) => Promise<unknown>;
  return handler(input as never);
}
