import { endAfterOf, endOf, formatEndAfter, noticeOf } from '../../shared/automatic-end.ts';
import { Emitter, type Listen, type Unsubscribe } from '../../shared/emitter.ts';
import type { Forward } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import type { Clock } from '../clock.ts';
import type { ProductionContexts } from '../production-contexts.ts';
import type { ForwardList } from './forward-list.ts';
import type { ManagedForward } from './managed-forward.ts';
import type { Consent, ProductionGuard } from './production-consent.ts';

interface AutomaticEndsOptions {
  readonly clock: Clock;
  readonly list: ForwardList;
  readonly production: ProductionContexts;
  readonly guard: ProductionGuard;
}

/** A forward that ends by itself before long, at a time in milliseconds since the epoch. */
export interface Ending {
  readonly forward: Forward;
  readonly at: number;
}

interface End {
  readonly managed: ManagedForward;
  readonly at: number;
  /** From when on somebody is told. */
  readonly tellAt: number;
}

/** Stops forwards that have an end, at its time, or as soon as the computer is awake again; tells of it some time before. */
export class AutomaticEnds implements Disposable {
  readonly #options: AutomaticEndsOptions;
  readonly #unsubscribe: Unsubscribe;
  readonly #ending = new Emitter<readonly Ending[]>();
  /** The end that was told of. */
  readonly #told = new WeakMap<ManagedForward, number>();
  #timer: Disposable | null = null;
  #isOver = false;

  /** Each end of what runs is told once; those that would be told before the first of them ends are told with it. */
  readonly onEnding: Listen<readonly Ending[]> = this.#ending.listen;

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
    let ends = this.#ends();
    for (let [first] = ends; first !== undefined && this.#leftTo(first.at) <= 0; [first] = ends) {
      this.#end(first.managed);
      ends = this.#ends();
    }
    this.#tell(ends);
    this.#wait(ends);
  }

  /** Their time counts anew from now, of those that run and would end by themselves; returns these. Throws `productionUnconfirmed`. */
  putOff(all: readonly ManagedForward[], consent: Consent): ManagedForward[] {
    const { clock, guard } = this.#options;
    const ending = all.filter((managed) => this.#isEnding(managed));
    guard.assertConsent(
      ending.map(({ forward }) => forward),
      consent,
    );
    for (const managed of ending) {
      managed.replace({ ...managed.forward, startedAt: clock.now() });
      managed.timeline.add('changed', message('timeline.keptRunning'));
    }
    return ending;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#unsubscribe();
    this.#ending[Symbol.dispose]();
    this.#timer?.[Symbol.dispose]();
  }

  /** Of those that were asked to run, the first to end first. */
  #ends(): readonly End[] {
    const { list, production } = this.#options;
    const marks = production.list();
    const ends = list.managed.flatMap((managed) => {
      const { forward } = managed;
      const at = forward.wanted ? endOf(forward, marks) : null;
      return at === null ? [] : [{ managed, at, tellAt: at - noticeOf(endAfterOf(forward, marks) ?? 0) }];
    });
    return ends.sort((one, other) => one.at - other.at);
  }

  #isEnding({ forward, isRunning }: ManagedForward): boolean {
    return isRunning && forward.wanted && endOf(forward, this.#options.production.list()) !== null;
  }

  #tell(ends: readonly End[]): void {
    const untold = ends.filter((end) => !this.#isTold(end) && end.managed.isRunning);
    const first = untold.find(({ tellAt }) => this.#leftTo(tellAt) <= 0);
    if (first === undefined) return;
    const together = untold.filter(({ tellAt }) => tellAt <= first.at);
    for (const { managed, at } of together) this.#told.set(managed, at);
    this.#ending.emit(together.map(({ managed, at }) => ({ forward: managed.forward, at })));
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

  #wait(ends: readonly End[]): void {
    this.#timer?.[Symbol.dispose]();
    if (ends.length === 0) return;
    const next = Math.min(
      ...ends.map((end) => (this.#leftTo(end.tellAt) > 0 && !this.#isTold(end) ? end.tellAt : end.at)),
    );
    this.#timer = this.#options.clock.after(this.#leftTo(next), () => this.look());
  }

  #isTold({ managed, at }: End): boolean {
    return this.#told.get(managed) === at;
  }

  #leftTo(at: number): number {
    return at - this.#options.clock.now();
  }
}
