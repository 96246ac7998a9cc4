import type { Kubectl } from '../cluster/kubectl.ts';
import { HelperProcess } from './helper-process.ts';

/** Sees the moment at which a pod becomes ready. */
export class ReadyWatch implements AsyncDisposable {
  readonly #process: HelperProcess;
  readonly #readyMs: Map<string, number>;
  readonly #changed: EventTarget;

  private constructor(process: HelperProcess, readyMs: Map<string, number>, changed: EventTarget) {
    this.#process = process;
    this.#readyMs = readyMs;
    this.#changed = changed;
  }

  static async start(kubectl: Kubectl, namespace: string, selector: string): Promise<ReadyWatch> {
    const readyMs = new Map<string, number>();
    const changed = new EventTarget();
    const columns = '{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}';
    const args = [`--namespace=${namespace}`, 'get', 'pods', `--selector=${selector}`, '--watch'];
    const process = await HelperProcess.start(
      kubectl.path,
      kubectl.argsOf([...args, `--output=jsonpath=${columns}`]),
      {},
      (line) => {
        const [name = '', ready] = line.split(' ');
        if (ready === 'True' && !readyMs.has(name)) readyMs.set(name, performance.now());
        changed.dispatchEvent(new Event('changed'));
        return true;
      },
    );
    return new ReadyWatch(process, readyMs, changed);
  }

  /** When another pod than those was first seen ready, on the clock of `performance.now()`; waits for it. */
  async otherThan(names: readonly string[], timeoutMs: number): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const timer = setTimeout(
      () => reject(new Error(`No other pod was ready after ${timeoutMs} ms.`)),
      timeoutMs,
    );
    const look = () => {
      for (const [name, atMs] of this.#readyMs) if (!names.includes(name)) resolve(atMs);
    };
    this.#changed.addEventListener('changed', look);
    look();
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#changed.removeEventListener('changed', look);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
