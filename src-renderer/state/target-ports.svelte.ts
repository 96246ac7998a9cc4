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
    let isReady = false;
    let latest: symbol | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const own = (latest = Symbol());
      timer = undefined;
      const answer = await this.#client.request('catalog.ports', target).then(
        (ports) => ({ list: distinctPorts(ports), problem: null }),
        (error: unknown) => ({ list: [], problem: problemOf(error) }),
      );
      // Another is on its way, or nobody wants to know any more.
      if (own !== latest) return;
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
      latest = null;
      clearTimeout(timer);
      if (this.#askSoon === askSoon) this.#askSoon = null;
    };
  }

  /** What is known of the target stays until the answer. */
  askAgain(): void {
    this.#askSoon?.();
  }
}
