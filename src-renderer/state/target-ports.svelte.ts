import type { TargetPort } from '../../src-main/shared/catalog.ts';
import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { Client } from '../client.ts';
import { distinctPorts } from '../text/declared-port.ts';

/** A target that is still being typed is not asked about; several changes of one are asked about together. */
const settleMs = 200;

/** The ports that the cluster says a target has, or why it has no such target. */
export class TargetPorts {
  list = $state.raw<readonly TargetPort[]>([]);
  problem = $state.raw<Problem | null>(null);
  readonly #client: Client;
  /** Asks about the current target soon; null while there is none. */
  #askSoon: (() => void) | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks soon, and whenever `askAgain` is called, until released; `onready` hears the first list. */
  ask(target: Target | null, onready: (ports: readonly TargetPort[]) => void): Unsubscribe {
    this.list = [];
    this.problem = null;
    if (target === null) return () => undefined;
    const asked = new AbortController();
    let isReady = false;
    let isAsking = false;
    let isStale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      timer = undefined;
      isStale = isAsking;
      if (isAsking) return;
      isAsking = true;
      const answer = await this.#client.request('catalog.ports', target).then(
        (ports) => ({ list: distinctPorts(ports), problem: null }),
        (error: unknown) => ({ list: [], problem: problemOf(error) }),
      );
      isAsking = false;
      if (asked.signal.aborted) return;
      if (isStale) askSoon();
      // What else was in the way of a later answer says nothing of the ports.
      if (isReady && answer.problem !== null && answer.problem.code !== 'targetNotFound') return;
      ({ list: this.list, problem: this.problem } = answer);
      if (isReady || answer.problem !== null) return;
      isReady = true;
      onready(this.list);
    };
    const askSoon = () => {
      timer ??= setTimeout(() => void ask(), settleMs);
    };
    askSoon();
    this.#askSoon = askSoon;
    return () => {
      asked.abort();
      clearTimeout(timer);
      if (this.#askSoon === askSoon) this.#askSoon = null;
    };
  }

  /** What is known of the target stays until the answer. */
  askAgain(): void {
    this.#askSoon?.();
  }
}
