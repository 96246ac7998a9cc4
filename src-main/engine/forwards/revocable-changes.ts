import { randomUUID } from 'node:crypto';
import type { AppliedChanges, ForwardChanges, ForwardId } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { asForward } from './as-forward.ts';
import { changeMany, type Replacement, replacementOf } from './change-many.ts';
import { type ForwardList, notFound } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';
import type { Consent, ProductionGuard } from './production-consent.ts';

/** One that was taken out of the list, and where it stood. */
interface Removed {
  readonly managed: ManagedForward;
  readonly index: number;
  readonly ran: boolean;
}

/** What takes back changes that were applied together. */
interface Applied {
  readonly added: readonly ManagedForward[];
  readonly before: readonly Replacement[];
  readonly removed: readonly Removed[];
}

/** Changes of several forwards at once: all or none, and each can be taken back in this run of Portolan. */
export class RevocableChanges {
  readonly #list: ForwardList;
  readonly #now: () => number;
  readonly #guard: ProductionGuard;
  readonly #removed = new Map<ForwardId, Removed>();
  readonly #applied = new Map<string, Applied>();

  constructor(list: ForwardList, now: () => number, guard: ProductionGuard) {
    this.#list = list;
    this.#now = now;
    this.#guard = guard;
  }

  async apply({ add, change, remove }: ForwardChanges, consent: Consent): Promise<AppliedChanges> {
    const replacements = change.map(({ id, settings }) => {
      const managed = this.#list.find(id);
      return replacementOf(managed, asForward(settings, managed.forward), this.#now());
    });
    const before = replacements.map(({ managed }) => ({ managed, after: managed.forward }));
    const added = add
      .map((settings) => asForward(settings, { id: randomUUID(), wanted: false, startedAt: null }))
      .map((forward) => this.#list.manage(forward));
    const leaving = this.#list.findAll(remove);
    const removed = leaving.map((managed) => this.#removal(managed));
    this.#guard.assertConsentToChange(replacements, consent);
    await changeMany(replacements, leaving);
    await this.#list.set([...this.#without(leaving), ...added]);
    const undo = randomUUID();
    this.#applied.set(undo, { added, before, removed });
    return { undo, added: added.map(({ forward }) => forward) };
  }

  async undoApply(undo: string, consent: Consent): Promise<void> {
    const applied = this.#applied.get(undo);
    if (applied === undefined) throw notFound();
    const { managed: there } = this.#list;
    const added = applied.added.filter((managed) => there.includes(managed));
    const before = applied.before
      .filter(({ managed }) => there.includes(managed))
      .map(({ managed, after }) => {
        const { wanted, startedAt } = managed.forward;
        return replacementOf(managed, { ...after, wanted, startedAt }, this.#now());
      });
    this.#guard.assertConsentToChange(before, consent);
    await changeMany(before, added);
    this.#applied.delete(undo);
    await this.#bringBack(this.#without(added), applied.removed);
  }

  async removeMany(ids: readonly ForwardId[]): Promise<void> {
    const gone = this.#list.findAll(ids);
    for (const managed of gone) this.#removed.set(managed.forward.id, this.#removal(managed));
    const saved = this.#list.set(this.#without(gone));
    await Promise.all(gone.map((managed) => managed.serially(() => managed.session.stop())));
    await saved;
  }

  async undoRemoveMany(ids: readonly ForwardId[]): Promise<void> {
    const back = [...new Set(ids)].map((id) => {
      const removed = this.#removed.get(id);
      if (removed === undefined) throw notFound();
      return removed;
    });
    for (const id of ids) this.#removed.delete(id);
    await this.#bringBack(this.#list.managed, back);
  }

  #removal(managed: ManagedForward): Removed {
    return { managed, index: this.#list.managed.indexOf(managed), ran: managed.isRunning };
  }

  #without(gone: readonly ManagedForward[]): readonly ManagedForward[] {
    return this.#list.managed.filter((managed) => !gone.includes(managed));
  }

  async #bringBack(list: readonly ManagedForward[], back: readonly Removed[]): Promise<void> {
    const whole = [...list];
    // From the top: each index counts those above, which then stand there again.
    for (const { managed, index } of back.toSorted((a, b) => a.index - b.index)) {
      whole.splice(index, 0, managed);
    }
    const saved = this.#list.set(whole);
    for (const { managed, ran } of back) {
      if (ran && managed.forward.wanted) await this.#list.tryStart(managed, message('timeline.broughtBack'));
    }
    await saved;
  }
}
