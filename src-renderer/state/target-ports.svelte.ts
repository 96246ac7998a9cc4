import type { TargetPort } from '../../src-main/shared/catalog.ts';
import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { Client } from '../client.ts';
import { distinctPorts } from '../text/declared-port.ts';

/** A target that is still being typed is not asked about. */
const settleMs = 200;

/** The ports that the cluster says a target has, or why it has no such target. */
export class TargetPorts {
  list = $state.raw<readonly TargetPort[]>([]);
  problem = $state.raw<Problem | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks soon, unless released before; `onready` hears the answer. An answer after the release is not taken. */
  ask(target: Target | null, onready: (ports: readonly TargetPort[]) => void): Unsubscribe {
    this.list = [];
    this.problem = null;
    if (target === null) return () => undefined;
    let current = true;
    const timer = setTimeout(() => {
      this.#client.request('catalog.ports', target).then(
        (ports) => {
          if (!current) return;
          this.list = distinctPorts(ports);
          onready(this.list);
        },
        (error: unknown) => {
          if (current) this.problem = problemOf(error);
        },
      );
    }, settleMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }
}
