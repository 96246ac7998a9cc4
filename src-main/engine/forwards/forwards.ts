import { randomUUID } from 'node:crypto';
import { Emitter } from '../../shared/emitter.ts';
import type {
  Forward,
  ForwardId,
  ForwardPlace,
  ForwardSettings,
  ForwardsFile,
  MoveSide,
} from '../../shared/forward.ts';
import { type Message, message } from '../../shared/language/message.ts';
import type { SessionState } from '../../shared/session.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { ConnectionInfo, TrafficHistory, TrafficSample } from '../../shared/traffic.ts';
import type { JsonFile } from '../store/json-file.ts';
import { asForward } from './as-forward.ts';
import { ManagedForward } from './managed-forward.ts';
import { notFound } from './not-found.ts';
import { PortClaims } from './port-claims.ts';
import { RemovedForwards } from './removed-forwards.ts';
import type { SessionWorld } from './session-world.ts';
import { TrafficMeter } from './traffic-meter.ts';

export interface ForwardsOptions extends Omit<SessionWorld, 'claims'> {
  readonly file: JsonFile<ForwardsFile>;
}

/** The saved forwards and their sessions. Every `id` that is not there is `notFound`. */
export class Forwards implements AsyncDisposable {
  readonly #world: SessionWorld;
  readonly #file: JsonFile<ForwardsFile>;
  readonly #meter: TrafficMeter;
  readonly #removed = new RemovedForwards();
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

  /** Saves several new forwards, or none where one of them cannot be; starts none. */
  async addMany(all: readonly ForwardSettings[]): Promise<Forward[]> {
    const added = all
      .map((settings) => asForward(settings, { id: randomUUID(), wanted: false }))
      .map((forward) => this.#manage(forward));
    this.#managed = [...this.#managed, ...added];
    await this.#save();
    return added.map(({ forward }) => forward);
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

  /** Puts several into a group or among the favourites, or none where one is not there; all run on as they were. */
  async updateMany(ids: readonly ForwardId[], place: ForwardPlace): Promise<void> {
    for (const managed of this.#findAll(ids)) managed.replace({ ...managed.forward, ...place });
    await this.#save();
  }

  async remove(id: ForwardId): Promise<void> {
    await this.removeMany([id]);
  }

  /** Removes all of them, or none where one is not there. */
  async removeMany(ids: readonly ForwardId[]): Promise<void> {
    const gone = this.#findAll(ids);
    this.#managed = this.#removed.take(this.#managed, gone);
    const saved = this.#save();
    await Promise.all(gone.map((managed) => managed.serially(() => managed.session.stop())));
    await saved;
  }

  /** Brings back all of those, removed in this run, where they stood, running if they ran; or none. */
  async undoRemoveMany(ids: readonly ForwardId[]): Promise<void> {
    const { list, back } = this.#removed.bringBack(this.#managed, ids);
    this.#managed = list;
    const saved = this.#save();
    for (const { managed, ran } of back) {
      if (ran) await this.#tryStart(managed, message('timeline.broughtBack'));
    }
    await saved;
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
    await this.#startEach(this.#findAll(ids), message('timeline.startedWithOthers'));
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

  #findAll(ids: readonly ForwardId[]): ManagedForward[] {
    return [...new Set(ids)].map((id) => this.#find(id));
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
