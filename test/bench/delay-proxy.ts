import type { Endpoint } from '../../src-main/shared/session.ts';
import { HelperProcess } from './helper-process.ts';

/** A proxy in a process of its own that makes a server far away, and can be made to fall silent. */
export class DelayProxy implements AsyncDisposable {
  readonly #process: HelperProcess;
  /** Where the far server is reached. */
  readonly endpoint: Endpoint;

  private constructor(process: HelperProcess, port: number) {
    this.#process = process;
    this.endpoint = { address: '127.0.0.1', port };
  }

  /** `rttMs` is added to each round trip, half of it each way; a new connection costs one more. */
  static async start(program: string, server: Endpoint, rttMs: number): Promise<DelayProxy> {
    let port = 0;
    const args = [program, server.address, String(server.port), String(rttMs)];
    const started = await HelperProcess.start(process.execPath, args, {}, (line) => {
      port ||= Number(/^Listening on (\d+)$/.exec(line)?.[1] ?? 0);
      return port !== 0;
    });
    return new DelayProxy(started, port);
  }

  /** Everything sent from now on vanishes from sight, and no connection ends: a path without a route. */
  silence(): void {
    this.#process.signal('SIGSTOP');
  }

  heal(): void {
    this.#process.signal('SIGCONT');
  }

  /** Swallows whatever the present connections carry from now on, without ending them; new ones work. */
  forget(): void {
    this.#process.signal('SIGUSR2');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
