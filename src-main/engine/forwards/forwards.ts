import { randomUUID } from 'node:crypto';
import { Emitter } from '../../shared/emitter.ts';
import type {
  AppliedChanges,
  Forward,
  ForwardChanges,
  ForwardId,
  ForwardSettings,
  ForwardsFile,
  MoveSide,
} from '../../shared/forward.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { SessionState } from '../../shared/session.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { ConnectionInfo, TrafficHistory, TrafficSample } from '../../shared/traffic.ts';
import type { JsonFile } from '../store/json-file.ts';
import { asForward } from './as-forward.ts';
import { changeMany, type Replacement } from './change-many.ts';
import { ManagedForward } from './managed-forward.ts';
import { PortClaims } from './port-claims.ts';
import type { SessionWorld } from './session-world.ts';
import { TrafficMeter } from './traffic-meter.ts';

export interface ForwardsOptions extends Omit<SessionWorld, 'claims'> {
  readonly file: JsonFile<ForwardsFile>;
}

interface Removed {
  readonly managed: ManagedForward;
  readonly index: number;
  readonly ran: boolean;
}

/** What takes back changes that were applied together. */
interface Applied {
  readonly added: readonly ManagedForward[];
  readonly before: readonly Replacement[];
  /** In the order of the list. */
  readonly removed: readonly Removed[];
}

/** The saved forwards and their sessions. Every `id` that is not there is `notFound`. */
export class Forwards implements AsyncDisposable {
  readonly #world: SessionWorld;
  readonly #file: JsonFile<ForwardsFile>;
  readonly #meter: TrafficMeter;
  readonly #removed = new Map<ForwardId, Removed>();
  readonly #applied = new Map<string, Applied>();
  readonly #changed = new Emitter<readonly Forward[]>();
  readonly #sessionChanged = new Emitter<{ id: ForwardId; state: SessionState }>();
  readonly #timelineAdded = new Emitter<{ id: ForwardId; entry: TimelineEntry }>();
  readonly #accepted = new Emitter<{ id: ForwardId; port: number }>();
  #managed: readonly ManagedForward[];
  #saved: Promise<void> = Promise.resolve();

  readonly onChanged = this.#changed.listen;
  readonly onSessionChanged = this.#sessionChanged.listen;
  readonly onTimelineAdded = this.#timelineAdded.listen;
  /** A client came; `port` is the index into the forward's `ports`. */
  readonly onAccepted = this.#accepted.listen;

  /** Starts nothing. */
  constructor({ file, ...world }: ForwardsOptions) {
    this.#file = file;
    this.#world = { ...world, claims: new PortClaims() };
    this.#managed = file.value.forwards.map((forward) => this.#manage(forward));
    this.#meter = new TrafficMeter(world.clock, () =>
      this.#managed.map(({ forward, counters, podCounters, session, isRunning }) => ({
        id: forward.id,
        counters,
        podCounters,
        transport: session.transport,
        running: isRunning,
      })),
    );
  }

  get onTraffic(): TrafficMeter['onTraffic'] {
    return this.#meter.onTraffic;
  }

  list(): readonly Forward[] {
    return this.#managed.map(({ forward }) => forward);
  }

  get(id: ForwardId): Forward {
    return this.#find(id).forward;
  }

  state(id: ForwardId): SessionState {
    return this.#find(id).session.state;
  }

  timeline(id: ForwardId): readonly TimelineEntry[] {
    return this.#find(id).timeline.entries;
  }

  connections(id: ForwardId): ConnectionInfo[] {
    return this.#find(id).session.connections;
  }

  /** The ports in the current pod, in the order of the forward's `ports`; null while there is no pod. */
  podPorts(id: ForwardId): readonly number[] | null {
    return this.#find(id).session.podPorts;
  }

  traffic(): TrafficSample[] {
    return this.#meter.samples();
  }

  history(): TrafficHistory[] {
    return this.#meter.history();
  }

  /** Saves a new forward. With `start`, a port that cannot be bound leaves it saved and failed, not rejected. */
  async add(settings: ForwardSettings, start: boolean): Promise<Forward> {
    const managed = this.#manage(asForward(settings, { id: randomUUID(), wanted: start }));
    this.#managed = [...this.#managed, managed];
    const saved = this.#save();
    if (start) await this.#tryStart(managed, message('timeline.startedByYou'));
    await saved;
    return managed.forward;
  }

  /**
   * Adds, changes and removes, all of it or, where one cannot be, nothing: then all go on as before, and the problem is
   * thrown. What is added is not started; what runs and changes goes on as with `update`.
   */
  async apply({ add, change, remove }: ForwardChanges): Promise<AppliedChanges> {
    const replacements = change.map(({ id, settings }): Replacement => {
      const managed = this.#find(id);
      return { managed, after: asForward(settings, managed.forward) };
    });
    const before = replacements.map(({ managed }) => ({ managed, after: managed.forward }));
    const added = add
      .map((settings) => asForward(settings, { id: randomUUID(), wanted: false }))
      .map((forward) => this.#manage(forward));
    const leaving = new Set(remove.map((id) => this.#find(id)));
    const removed = this.#managed.flatMap((managed, index) =>
      leaving.has(managed) ? [{ managed, index, ran: managed.isRunning }] : [],
    );
    await changeMany(replacements, [...leaving]);
    this.#managed = [...this.#managed.filter((managed) => !leaving.has(managed)), ...added];
    await this.#save();
    const undo = randomUUID();
    this.#applied.set(undo, { added, before, removed });
    return { undo, added: added.map(({ forward }) => forward) };
  }

  /** Takes back what was applied together in this run, all of it or nothing; what was removed runs again if it ran. */
  async undoApply(undo: string): Promise<void> {
    const applied = this.#applied.get(undo);
    if (applied === undefined) throw notFound();
    const added = applied.added.filter((managed) => this.#managed.includes(managed));
    const before = applied.before
      .filter(({ managed }) => this.#managed.includes(managed))
      .map(({ managed, after }) => ({ managed, after: { ...after, wanted: managed.forward.wanted } }));
    await changeMany(before, added);
    this.#applied.delete(undo);
    this.#managed = applied.removed.reduce<readonly ManagedForward[]>(
      (list, { managed, index }) => list.toSpliced(index, 0, managed),
      this.#managed.filter((managed) => !added.includes(managed)),
    );
    const saved = this.#save();
    for (const { managed, ran } of applied.removed) {
      if (ran) await this.#tryStart(managed, message('timeline.broughtBack'));
    }
    await saved;
  }

  /**
   * Saves new settings. A running session goes on with them, on the same ports where those did not change;
   * where they cannot be bound it goes on as before, nothing is saved, and the problem is thrown.
   */
  async update(id: ForwardId, settings: ForwardSettings): Promise<Forward> {
    const managed = this.#find(id);
    return managed.serially(async () => {
      const before = managed.forward;
      const after = asForward(settings, before);
      if (managed.isRunning && managed.needsRestartFor(after)) await this.#restart(managed, after);
      else managed.replace(after);
      await this.#save();
      // One that failed, on a taken port for instance, was perhaps mended by the change.
      if (after.wanted)
        await managed.session.start(message('timeline.startedWithNew')).catch(() => undefined);
      return managed.forward;
    });
  }

  async remove(id: ForwardId): Promise<void> {
    const managed = this.#find(id);
    this.#removed.set(id, { managed, index: this.#managed.indexOf(managed), ran: managed.isRunning });
    this.#managed = this.#managed.filter((other) => other !== managed);
    const saved = this.#save();
    await managed.serially(() => managed.session.stop());
    await saved;
  }

  /** Brings back one that was removed in this run, where it stood, running if it ran. */
  async undoRemove(id: ForwardId): Promise<Forward> {
    const removed = this.#removed.get(id);
    if (removed === undefined) throw notFound();
    const { managed, index, ran } = removed;
    this.#removed.delete(id);
    this.#managed = this.#managed.toSpliced(index, 0, managed);
    const saved = this.#save();
    if (ran) await this.#tryStart(managed, message('timeline.broughtBack'));
    await saved;
    return managed.forward;
  }

  /** Resolves once bound; rejects with the problem that made it fail. */
  async start(id: ForwardId): Promise<void> {
    const managed = this.#find(id);
    this.#want(managed, true);
    await managed.serially(() => managed.session.start(message('timeline.startedByYou')));
  }

  /** Resolves once every socket is closed and the ports are free. */
  async stop(id: ForwardId): Promise<void> {
    const managed = this.#find(id);
    this.#want(managed, false);
    await managed.serially(() => managed.session.stop());
  }

  /** Those that cannot start say so by their state. */
  async startMany(ids: readonly ForwardId[]): Promise<void> {
    await this.#startEach(
      ids.map((id) => this.#find(id)),
      message('timeline.startedWithOthers'),
    );
  }

  async stopMany(ids: readonly ForwardId[]): Promise<void> {
    await Promise.all(ids.map((id) => this.stop(id)));
  }

  async startAll(): Promise<void> {
    await this.#startEach(this.#managed, message('timeline.startedWithAll'));
  }

  async stopAll(): Promise<void> {
    await this.stopMany(this.list().map(({ id }) => id));
  }

  /** Puts one directly before or after another, into whose group it goes; both run on as they were. */
  async move(id: ForwardId, beside: ForwardId, side: MoveSide): Promise<void> {
    const managed = this.#find(id);
    const other = this.#find(beside);
    if (managed === other) return;
    const others = this.#managed.filter((each) => each !== managed);
    const index = others.indexOf(other) + (side === 'after' ? 1 : 0);
    managed.replace({ ...managed.forward, group: other.forward.group });
    this.#managed = others.toSpliced(index, 0, managed);
    await this.#save();
  }

  /** Starts those that ran when the app was last closed. */
  async startWanted(): Promise<void> {
    for (const managed of this.#managed) {
      if (managed.forward.wanted) await this.#tryStart(managed, message('timeline.startedAgain'));
    }
  }

  /** The computer woke up or its network changed: sessions that wait try now. */
  nudge(): void {
    for (const { session } of this.#managed) session.nudge();
  }

  /** Stops every session and leaves what is saved as it is. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#managed.map((managed) => managed.serially(() => managed.session[Symbol.asyncDispose]())),
    );
    await this.#saved;
    this.#meter[Symbol.dispose]();
    for (const emitter of [this.#changed, this.#sessionChanged, this.#timelineAdded, this.#accepted]) {
      emitter[Symbol.dispose]();
    }
  }

  #find(id: ForwardId): ManagedForward {
    const managed = this.#managed.find(({ forward }) => forward.id === id);
    if (managed === undefined) throw notFound();
    return managed;
  }

  #manage(forward: Forward): ManagedForward {
    const { id } = forward;
    const managed: ManagedForward = new ManagedForward({
      forward,
      world: this.#world,
      onSession: (state) => this.#sessionMoved(managed, state),
      onTimeline: (entry) => this.#timelineAdded.emit({ id, entry }),
      onAccepted: (port) => this.#accepted.emit({ id, port }),
    });
    return managed;
  }

  #sessionMoved(managed: ManagedForward, state: SessionState): void {
    // One that was removed stops unseen: whoever shows the list does not know it any more.
    if (!this.#managed.includes(managed)) return;
    this.#meter.wake();
    this.#sessionChanged.emit({ id: managed.forward.id, state });
    if (managed.rememberPorts()) void this.#save();
  }

  #want(managed: ManagedForward, wanted: boolean): void {
    if (managed.forward.wanted === wanted) return;
    managed.replace({ ...managed.forward, wanted });
    void this.#save();
  }

  /** A failure is told by the session's state and timeline. */
  async #tryStart(managed: ManagedForward, why: Message): Promise<void> {
    await managed.serially(() => managed.session.start(why)).catch(() => undefined);
  }

  async #startEach(all: readonly ManagedForward[], why: Message): Promise<void> {
    for (const managed of all) {
      this.#want(managed, true);
      await this.#tryStart(managed, why);
    }
  }

  async #restart(managed: ManagedForward, after: Forward): Promise<void> {
    const before = managed.forward;
    await managed.session.stop();
    managed.replace(after);
    try {
      await managed.session.start(message('timeline.startedWithNew'));
    } catch (error) {
      managed.replace(before);
      await managed.session.start(message('timeline.startedWithOld')).catch(() => undefined);
      throw error;
    }
  }

  #save(): Promise<void> {
    const forwards = this.list();
    this.#changed.emit(forwards);
    this.#saved = this.#file.write({ version: 1, forwards: [...forwards] });
    return this.#saved;
  }
}

function notFound(): ProblemError {
  return new ProblemError('notFound', message('forward.notThere'));
}
