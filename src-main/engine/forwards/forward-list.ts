import { Emitter } from '../../shared/emitter.ts';
import type { Forward, ForwardId, ForwardsFile } from '../../shared/forward.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { SessionState } from '../../shared/session.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { JsonFile } from '../store/json-file.ts';
import { ManagedForward } from './managed-forward.ts';
import type { SessionWorld } from './session-world.ts';

/** The forwards in their order, the file that keeps them, and what is told of them. Every `id` that is not there is `notFound`. */
export class ForwardList implements AsyncDisposable {
  readonly #file: JsonFile<ForwardsFile>;
  readonly #world: SessionWorld;
  readonly #changed = new Emitter<readonly Forward[]>();
  readonly #forwardChanged = new Emitter<Forward>();
  readonly #sessionChanged = new Emitter<{ id: ForwardId; state: SessionState }>();
  readonly #timelineAdded = new Emitter<{ id: ForwardId; entry: TimelineEntry }>();
  readonly #accepted = new Emitter<{ id: ForwardId; pair: number }>();
  #managed: readonly ManagedForward[];
  #saved: Promise<void> = Promise.resolve();
  #ends = false;

  /** The whole list, where there are others, another order, or several that changed at once. */
  readonly onChanged = this.#changed.listen;
  /** One of them, by itself: three hundred that start are not three hundred lists. */
  readonly onForwardChanged = this.#forwardChanged.listen;
  readonly onSessionChanged = this.#sessionChanged.listen;
  readonly onTimelineAdded = this.#timelineAdded.listen;
  /** A client came; `pair` is the index into the forward's `ports`. */
  readonly onAccepted = this.#accepted.listen;

  constructor(file: JsonFile<ForwardsFile>, world: SessionWorld) {
    this.#file = file;
    this.#world = world;
    this.#managed = file.value.forwards.map((forward) => this.manage(forward));
  }

  get managed(): readonly ManagedForward[] {
    return this.#managed;
  }

  get forwards(): readonly Forward[] {
    return this.#managed.map(({ forward }) => forward);
  }

  find(id: ForwardId): ManagedForward {
    const managed = this.#managed.find(({ forward }) => forward.id === id);
    if (managed === undefined) throw notFound();
    return managed;
  }

  findAll(ids: readonly ForwardId[]): ManagedForward[] {
    return [...new Set(ids)].map((id) => this.find(id));
  }

  /** A forward with its session, which is not in the list yet. */
  manage(forward: Forward): ManagedForward {
    const { id } = forward;
    const managed: ManagedForward = new ManagedForward({
      forward,
      world: this.#world,
      onSession: (state) => this.#sessionMoved(managed, state),
      onTimeline: (entry) => this.#timelineAdded.emit({ id, entry }),
      onAccepted: (pair) => this.#accepted.emit({ id, pair }),
    });
    return managed;
  }

  /** Takes another list, or another order. Resolves when it is saved. */
  set(managed: readonly ManagedForward[]): Promise<void> {
    this.#managed = managed;
    return this.save();
  }

  /** Tells of the list as it is now. Resolves when it is saved. */
  save(): Promise<void> {
    this.#changed.emit(this.forwards);
    return this.#write();
  }

  /** Remembers whether the person wants it to run. The time from its start begins anew, unless it runs. */
  want(managed: ManagedForward, wanted: boolean): void {
    if (this.#changeWanted(managed, wanted)) this.#saveOne(managed);
  }

  /** As `want`, of several, which are told as one list: told one by one, three hundred keep the main process for 45 ms. */
  wantAll(all: readonly ManagedForward[], wanted: boolean): void {
    const changed = all.filter((managed) => this.#changeWanted(managed, wanted));
    if (changed.length > 0) void this.save();
  }

  /** Starts it; a failure is told by the session's state and timeline. */
  async tryStart(managed: ManagedForward, why: Message): Promise<void> {
    await managed.serially(() => managed.session.start(why)).catch(() => undefined);
  }

  /** One of several that start one after another: it may have been stopped or removed since, or the app may end. */
  async tryStartWanted(managed: ManagedForward, why: Message): Promise<void> {
    if (this.#ends || !managed.forward.wanted || !this.#managed.includes(managed)) return;
    await this.tryStart(managed, why);
  }

  /** Stops every session and leaves what is saved as it is. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ends = true;
    await Promise.all(
      this.#managed.map((managed) => managed.serially(() => managed.session[Symbol.asyncDispose]())),
    );
    await this.#saved;
    for (const emitter of [
      this.#changed,
      this.#forwardChanged,
      this.#sessionChanged,
      this.#timelineAdded,
      this.#accepted,
    ]) {
      emitter[Symbol.dispose]();
    }
  }

  /** Whether that is a change. */
  #changeWanted(managed: ManagedForward, wanted: boolean): boolean {
    const { forward, isRunning } = managed;
    if (forward.wanted === wanted && (!wanted || isRunning)) return false;
    managed.replace({ ...forward, wanted, startedAt: wanted ? this.#world.clock.now() : null });
    return true;
  }

  #saveOne({ forward }: ManagedForward): void {
    this.#forwardChanged.emit(forward);
    void this.#write();
  }

  #write(): Promise<void> {
    this.#saved = this.#file.write({ version: 1, forwards: [...this.forwards] });
    return this.#saved;
  }

  #sessionMoved(managed: ManagedForward, state: SessionState): void {
    // One that was removed stops unseen: whoever shows the list does not know it any more.
    if (!this.#managed.includes(managed)) return;
    this.#sessionChanged.emit({ id: managed.forward.id, state });
    if (managed.rememberPorts()) this.#saveOne(managed);
  }
}

/** The problem of whoever names a forward that is not there. */
export function notFound(): ProblemError {
  return new ProblemError('notFound', message('forward.notThere'));
}
