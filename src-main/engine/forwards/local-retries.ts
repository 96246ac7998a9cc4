import { isPassingHere } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { ForwardList } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';

interface LocalRetriesOptions {
  readonly clock: Clock;
  readonly list: ForwardList;
}

interface Retry {
  readonly attempt: number;
  readonly timer: Disposable;
}

const firstWaitMs = 5_000;
const longestWaitMs = 60_000;

/**
 * Tries again those that are asked to run and have no port or address to listen on: no system tells when another program
 * frees a port, and an address that comes is listed before it can be used.
 */
export class LocalRetries implements Disposable {
  readonly #options: LocalRetriesOptions;
  readonly #retries = new Map<ManagedForward, Retry>();

  constructor(options: LocalRetriesOptions) {
    this.#options = options;
    const { list } = options;
    // Ends with the list.
    list.onSessionChanged(({ id }) => this.#follow(list.find(id)));
  }

  /** What is in their way may be gone now. */
  nudge(): void {
    for (const managed of [...this.#retries.keys()]) this.#plan(managed, 0, 0);
  }

  [Symbol.dispose](): void {
    for (const managed of [...this.#retries.keys()]) this.#forget(managed);
  }

  #follow(managed: ManagedForward): void {
    if (!isHindered(managed)) this.#forget(managed);
    else if (!this.#retries.has(managed)) this.#plan(managed, 0, firstWaitMs);
  }

  #plan(managed: ManagedForward, attempt: number, afterMs: number): void {
    this.#forget(managed);
    const timer = this.#options.clock.after(afterMs, () => void this.#retry(managed));
    this.#retries.set(managed, { attempt, timer });
  }

  async #retry(managed: ManagedForward): Promise<void> {
    const retry = this.#retries.get(managed);
    await managed.serially(async () => {
      if (isHindered(managed)) await managed.session.retry();
    });
    // Forgotten or planned anew meanwhile.
    if (retry === undefined || this.#retries.get(managed) !== retry) return;
    const attempt = retry.attempt + 1;
    if (isHindered(managed)) {
      this.#plan(managed, attempt, Math.min(longestWaitMs, firstWaitMs * 2 ** attempt));
    } else this.#forget(managed);
  }

  #forget(managed: ManagedForward): void {
    this.#retries.get(managed)?.timer[Symbol.dispose]();
    this.#retries.delete(managed);
  }
}

function isHindered({ session: { state } }: ManagedForward): boolean {
  const problem = state.phase === 'failed' || state.phase === 'waiting' ? state.problem : null;
  return problem !== null && isPassingHere(problem.code);
}
