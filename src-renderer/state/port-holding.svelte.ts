import type { Input } from '../../src-main/shared/api.ts';
import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import type { PortHolding } from '../../src-main/shared/port-holding.ts';
import type { Client } from '../client.ts';

/** A port that is still being typed is not asked about. */
const settleMs = 250;

/** Who has the local port that is being typed, as far as that is known. */
export class PortHoldingState {
  answer = $state.raw<PortHolding | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks soon, unless released before; null asks nothing. An answer after the release is not taken. */
  ask(inquiry: Input<'forward.inquirePort'> | null): Unsubscribe {
    this.answer = null;
    if (inquiry === null) return () => undefined;
    let current = true;
    const timer = setTimeout(() => {
      this.#client.request('forward.inquirePort', inquiry).then(
        (answer) => {
          if (current) this.answer = answer;
        },
        // It is a hint: the start itself tells what is wrong.
        () => undefined,
      );
    }, settleMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }
}
