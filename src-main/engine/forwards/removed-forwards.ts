import type { ForwardId } from '../../shared/forward.ts';
import type { ManagedForward } from './managed-forward.ts';
import { notFound } from './not-found.ts';

/** A forward that left the list, and what brings it back as it was. */
export interface Removed {
  readonly managed: ManagedForward;
  readonly index: number;
  readonly ran: boolean;
}

/** What was removed in this run, so that it can be brought back where it stood. */
export class RemovedForwards {
  readonly #removed = new Map<ForwardId, Removed>();

  /** Takes some out of the list; returns the others. */
  take(list: readonly ManagedForward[], gone: readonly ManagedForward[]): readonly ManagedForward[] {
    for (const managed of gone) {
      const { forward, isRunning } = managed;
      this.#removed.set(forward.id, { managed, index: list.indexOf(managed), ran: isRunning });
    }
    return list.filter((managed) => !gone.includes(managed));
  }

  /** Puts all of them back into the list; throws `notFound`, and puts none, where one is not here. */
  bringBack(
    list: readonly ManagedForward[],
    ids: readonly ForwardId[],
  ): { readonly list: readonly ManagedForward[]; readonly back: readonly Removed[] } {
    const back = [...new Set(ids)].map((id) => {
      const removed = this.#removed.get(id);
      if (removed === undefined) throw notFound();
      return removed;
    });
    for (const id of ids) this.#removed.delete(id);
    const whole = [...list];
    // From the top: each index counts those above, which then stand there again.
    for (const { managed, index } of back.toSorted((a, b) => a.index - b.index)) {
      whole.splice(index, 0, managed);
    }
    return { list: whole, back };
  }
}
