import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Message, QuestionName, Questions, SessionStep } from './forwarder-talk.ts';

const program = fileURLToPath(new URL('./forwarder.ts', import.meta.url));

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The engine in a process of its own. */
export class ForwarderProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  readonly #steps: SessionStep[] = [];
  readonly #watchers = new Set<(step: SessionStep) => void>();
  readonly #log: { readonly at: number; readonly line: string }[] = [];
  readonly #ended: Promise<void>;
  readonly #started = Promise.withResolvers<undefined>();
  #lastId = 0;

  private constructor(kubeconfig: string) {
    this.#child = fork(program, [kubeconfig], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => this.#told(message as Message));
    this.#ended = once(this.#child, 'exit').then(() => this.#failAll());
  }

  static async start(kubeconfig: string): Promise<ForwarderProcess> {
    const forwarder = new ForwarderProcess(kubeconfig);
    await forwarder.#started.promise;
    return forwarder;
  }

  /** Every state that a session has entered so far. */
  get steps(): readonly SessionStep[] {
    return this.#steps;
  }

  /** What the engine logged from one time to another, in milliseconds since the epoch. */
  logged(from: number, to: number): string[] {
    return this.#log.filter(({ at }) => at >= from && at <= to).map(({ line }) => line);
  }

  ask<N extends QuestionName>(name: N, input: Questions[N]['input']): Promise<Questions[N]['answer']> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#lastId += 1;
    this.#asked.set(this.#lastId, { resolve, reject });
    if (this.#child.connected) this.#child.send({ id: this.#lastId, name, input });
    else reject(ended());
    return promise as Promise<Questions[N]['answer']>;
  }

  /** Resolves with the first step, past ones included, that passes; null after `timeoutMs`. */
  async step(timeoutMs: number, passes: (step: SessionStep) => boolean): Promise<SessionStep | null> {
    const past = this.#steps.find(passes);
    if (past !== undefined) return past;
    const { promise, resolve } = Promise.withResolvers<SessionStep | null>();
    const watcher = (step: SessionStep) => {
      if (passes(step)) resolve(step);
    };
    this.#watchers.add(watcher);
    const timer = setTimeout(() => resolve(null), timeoutMs);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#watchers.delete(watcher);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
    clearTimeout(killing);
  }

  #told(message: Message): void {
    switch (message.kind) {
      case 'ready':
        this.#started.resolve(undefined);
        return;
      case 'answer':
        this.#take(message.id)?.resolve(message.answer);
        return;
      case 'refusal':
        this.#take(message.id)?.reject(new Error(message.why));
        return;
      case 'session':
        this.#steps.push(message.step);
        for (const watcher of [...this.#watchers]) watcher(message.step);
        return;
      case 'log':
        this.#log.push(message);
        return;
    }
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #failAll(): void {
    this.#started.reject(ended());
    for (const { reject } of this.#asked.values()) reject(ended());
    this.#asked.clear();
  }
}

function ended(): Error {
  return new Error('The process of the engine has ended.');
}
