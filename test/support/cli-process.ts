import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src-main/cli/portolan.ts', import.meta.url));

/** A running `portolan` in a process of its own; ended with the test. */
export class CliProcess implements AsyncDisposable {
  /** Lines of standard output and standard error so far. */
  readonly out: string[] = [];
  readonly err: string[] = [];
  readonly child: ChildProcess;
  readonly #exit: Promise<number | null>;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    // Without a kubeconfig of the person who runs the tests.
    const ownEnv = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env };
    this.child = spawn(process.execPath, [program, ...args], { env: ownEnv });
    this.#exit = once(this.child, 'close').then(([status]: (number | null)[]) => status ?? null);
    this.#collect(this.child.stdout, this.out);
    this.#collect(this.child.stderr, this.err);
  }

  /** Resolves with the first match in a line of standard output, past or future; rejects when the program ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#line(this.out, pattern);
  }

  /** As `printed`, on standard error. */
  told(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#line(this.err, pattern);
  }

  /** Resolves with the exit status; null where a signal ended it. */
  exit(): Promise<number | null> {
    return this.#exit;
  }

  /** Sends the signal and resolves with the exit status. */
  end(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.#exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.#exit;
  }

  #collect(stream: NodeJS.ReadableStream | null, lines: string[]): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of [...this.#waiting]) look();
    });
  }

  #line(lines: readonly string[], pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      for (const line of lines) {
        const match = pattern.exec(line);
        if (match !== null) resolve(match);
      }
    };
    this.#waiting.add(look);
    look();
    void this.#exit.then((status) => {
      reject(new Error(`ended with ${String(status)} without ${String(pattern)}:\n${this.err.join('\n')}`));
    });
    return promise.finally(() => this.#waiting.delete(look));
  }
}
