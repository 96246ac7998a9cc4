import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type Handlers, type Reply, type RequestName, requests } from '../shared/api.ts';
import { message } from '../shared/language/message.ts';
import { newProblem, ProblemError, problemOf } from '../shared/problem.ts';
import type { Log } from '../engine/log.ts';
import { parseInput } from './input-problem.ts';

export interface ApiServerOptions {
  readonly handlers: Handlers;
  /** Whether a message may be heard at all; asked before anything of it is looked at. */
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** Development and tests: answers are held against their schema too. */
  readonly checkOutputs: boolean;
  readonly log: Log;
}

/** Listens on the one request channel until disposed. */
export function serveRequests(
  ipc: Pick<IpcMain, 'handle' | 'removeHandler'>,
  options: ApiServerOptions,
): Disposable {
  ipc.handle('request', (event, name: unknown, input: unknown) =>
    options.isTrusted(event) ? answer(options, name, input) : refuse(options.log),
  );
  return { [Symbol.dispose]: () => ipc.removeHandler('request') };
}

/** One request from name to envelope: known name, parsed input, handler, checked output. It never rejects. */
export async function answer(
  options: Pick<ApiServerOptions, 'handlers' | 'checkOutputs' | 'log'>,
  name: unknown,
  input: unknown,
): Promise<Reply<unknown>> {
  try {
    if (!isRequestName(name)) {
      throw new ProblemError('invalidInput', message('app.unknownRequest'), {
        detail: `request ${JSON.stringify(name)}`,
      });
    }
    const value = await run(options.handlers, name, parseInput(requests[name].input, input));
    return { ok: true, value: options.checkOutputs ? requests[name].output.parse(value) : value };
  } catch (error) {
    const problem = problemOf(error);
    options.log.warn(`${String(name)}: ${problem.code}: ${problem.message} ${problem.detail ?? ''}`);
    return { ok: false, problem };
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

function refuse(log: Log): Reply<unknown> {
  log.warn('a request from another page was refused');
  return {
    ok: false,
    problem: newProblem('invalidInput', message('app.foreignRequest')),
  };
}
