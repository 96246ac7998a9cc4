import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Answer, Question } from './program.ts';

const startTimeoutMs = 60_000;
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** A program that runs beside the benchmark: a forwarder or a delaying proxy. Never outlives it. */
export class HelperProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #errors: string[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'close');
    living.add(child);
    child.once('close', () => living.delete(child));
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        this.#errors.push(line);
        // kubectl tells each lost connection; only the end is of interest.
        if (this.#errors.length > 20) this.#errors.shift();
      });
    }
  }

  /** Starts a command; `read` hears each line of its output and answers true when it is ready. */
  static async start(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    read: (line: string) => boolean,
  ): Promise<HelperProcess> {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(command === process.execPath ? (['ipc'] as const) : [])],
    });
    const started = new HelperProcess(child);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => {
      reject(new Error(`It was not ready after ${startTimeoutMs / 1000} s. ${started.lastWords}`));
    }, startTimeoutMs);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`It ended before it was ready: ${started.lastWords}`)));
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (read(line)) resolve(undefined);
      });
    }
    try {
      await promise.finally(() => clearTimeout(timer));
      return started;
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The process has not started.');
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The end of its standard error. */
  get lastWords(): string {
    return this.#errors.slice(-3).join(' | ');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Begins to measure the delay of its event loop. Only for programs of our own. */
  watchEventLoop(): void {
    this.#child.send('watchEventLoop' satisfies Question);
  }

  /** The 99th percentile since `watchEventLoop`, in milliseconds. */
  async eventLoopDelay(): Promise<number> {
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(10_000) });
    this.#child.send('eventLoopDelay' satisfies Question);
    const [{ p99Ms }] = (await answer) as [Answer];
    return p99Ms;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // SIGKILL also ends a stopped process; nothing here has anything to save.
    if (this.isRunning) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
