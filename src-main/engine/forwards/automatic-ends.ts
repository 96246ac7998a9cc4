import { endAfterOf, endOf, formatEndAfter } from '../../shared/automatic-end.ts';
import type { Unsubscribe } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import type { Clock } from '../clock.ts';
import type { ProductionContexts } from '../production-contexts.ts';
import type { ForwardList } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';

interface AutomaticEndsOptions {
  readonly clock: Clock;
  readonly list: ForwardList;
  readonly production: ProductionContexts;
}

/** Stops forwards that have an end, at its time, or as soon as the computer is awake again. */
export class AutomaticEnds implements Disposable {
  readonly #options: AutomaticEndsOptions;
  readonly #unsubscribe: Unsubscribe;
  #timer: Disposable | null = null;
  #isOver = false;

  /** Looks whenever the list or a mark as production changes. */
  constructor(options: AutomaticEndsOptions) {
    this.#options = options;
    const { list, production } = options;
    this.#unsubscribe = production.onChanged(() => this.look());
    // Both end with the list.
    list.onChanged(() => this.look());
    list.onForwardChanged(() => this.look());
  }

  /** Looks again: an end has come, gone or moved, or a timer did not run because the computer slept. */
  look(): void {
    if (this.#isOver) return;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const leftMs = next.at - this.#options.clock.now();
      if (leftMs > 0) return this.#wait(leftMs);
      this.#end(next.managed);
    }
    this.#timer?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#unsubscribe();
    this.#timer?.[Symbol.dispose]();
  }

  /** The first to end of those that were asked to run; `at` is in milliseconds since the epoch. */
  #next(): { readonly at: number; readonly managed: ManagedForward } | undefined {
    const { list, production } = this.#options;
    const ends = list.managed.flatMap((managed) => {
      const { forward } = managed;
      const at = forward.wanted ? endOf(forward, production.list()) : null;
      return at === null ? [] : [{ at, managed }];
    });
    return ends.sort((one, other) => one.at - other.at)[0];
  }

  /** As if the person had stopped it: nothing brings it back but they. */
  #end(managed: ManagedForward): void {
    const { list, production } = this.#options;
    const endAfterMs = endAfterOf(managed.forward, production.list()) ?? 0;
    const why = message('exposure.ended', { after: formatEndAfter(endAfterMs) });
    list.want(managed, false);
    if (managed.session.state.phase === 'stopped') managed.timeline.add('stopped', why);
    void managed.serially(() => managed.session.stop(why));
  }

  #wait(ms: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#options.clock.after(ms, () => this.look());
  }
}
