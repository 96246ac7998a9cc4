import { type Forward, type ForwardId } from '../shared/forward.ts';
import { likelyProtocol } from '../shared/likely-protocol.ts';
import { browserUrl } from '../shared/local-address.ts';
import type { SessionState } from '../shared/session.ts';
import { formatTarget } from '../shared/target.ts';

/** Prints each active forward's addresses, for the terminal that started the app: once, and again when they change. */
export class AddressLines {
  readonly #print: (line: string) => void;
  readonly #printed = new Map<ForwardId, string>();

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  update(forward: Forward, state: SessionState): void {
    if (state.phase !== 'active') return;
    const { context, namespace } = forward.target;
    const lines = state.bound.map(
      (bound) =>
        `${browserUrl(bound, likelyProtocol(bound.remote, forward.target))} → ${context}/${namespace} ${formatTarget(forward.target)}`,
    );
    const text = lines.join('\n');
    if (this.#printed.get(forward.id) === text) return;
    this.#printed.set(forward.id, text);
    this.#print(text);
  }
}
