import { randomUUID } from 'node:crypto';
import { endAfterOf, endOf, formatEndAfter } from '../../shared/automatic-end.ts';
import { Emitter, type Unsubscribe } from '../../shared/emitter.ts';
import type {
  AppliedChanges,
  Forward,
  ForwardChanges,
  ForwardId,
  ForwardPlace,
  ForwardSettings,
  ForwardsFile,
  MoveSide,
} from '../../shared/forward.ts';
import { type Message, message } from '../../shared/language/message.ts';
import type { PortHolding } from '../../shared/port-holding.ts';
import type { RemotePeer } from '../../shared/remote-peer.ts';
import { boundPorts, type SessionState } from '../../shared/session.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { RecentTraffic, TrafficHistory, TrafficSpan } from '../../shared/traffic-history.ts';
import type { ConnectionInfo, TrafficSample } from '../../shared/traffic.ts';
import type { ProductionContexts } from '../production-contexts.ts';
import type { JsonFile } from '../store/json-file.ts';
import { asForward } from './as-forward.ts';
import { AutomaticEnds } from './automatic-ends.ts';
import { changeMany, type Replacement } from './change-many.ts';
import { ManagedForward } from './managed-forward.ts';
import { notFound } from './not-found.ts';
import { PortClaims } from './port-claims.ts';
import { type Removed, RemovedForwards } from './removed-forwards.ts';
import { inquirePort, type PortInquiry } from './port-inquiry.ts';
import { assertConsent, type Consent, isOnlyListed } from './production-consent.ts';
import type { SessionWorld } from './session-world.ts';
import { TrafficMeter } from './traffic-meter.ts';

export interface ForwardsOptions extends Omit<SessionWorld, 'claims'> {
  readonly file: JsonFile<ForwardsFile>;
  readonly production: ProductionContexts;
}

/** What takes back changes that were applied together. */
interface Applied {
  readonly added: readonly ManagedForward[];
  readonly before: readonly Replacement[];
  /** In the order of the list. */
  readonly removed: readonly Removed[];
}

/**
 * The saved forwards and their sessions. Every `id` that is not there is `notFound`; what starts or changes a forward to
 * a context that is marked as production is `productionUnconfirmed` without consent.
 */
export class Forwards implements AsyncDisposable {
  readonly #world: SessionWorld;
  readonly #file: JsonFile<ForwardsFile>;
  readonly #production: ProductionContexts;
  readonly #meter: TrafficMeter;
  readonly #ends: AutomaticEnds;
  readonly #unsubscribe: Unsubscribe;
  readonly #removed = new RemovedForwards();
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
  constructor({ file, production, ...world }: ForwardsOptions) {
    this.#file = file;
    this.#production = production;
    this.#world = { ...world, claims: new PortClaims() };
    this.#managed = file.value.forwards.map((forward) => this.#manage(forward));
    this.#meter = new TrafficMeter(world.clock, () =>
      this.#managed.map(({ forward, counters, podCounters, record, session, isRunning }) => ({
        id: forward.id,
        counters,
        podCounters,
        record,
        transport: session.transport,
        running: isRunning,
      })),
    );
    this.#ends = new AutomaticEnds(world.clock, () => this.#endings());
    this.#unsubscribe = production.onChanged(() => this.#ends.look());
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

  /** The remote addresses that have connected in this run of Portolan. */
  peers(id: ForwardId): RemotePeer[] {
    return this.#find(id).peers.list();
  }

  /** Asks the system which programs the local clients are; `connections` tells it from then on. Never rejects. */
  nameClients(id: ForwardId): Promise<void> {
    return this.#find(id).session.nameClients();
  }

  /** Resets one connection, by its id in `connections`; nothing happens where it has ended by itself. */
  closeConnection(id: ForwardId, connection: number): void {
    this.#find(id).session.closeConnection(connection);
  }

  /** The ports in the current pod, in the order of the forward's `ports`; null while there is no pod. */
  podPorts(id: ForwardId): readonly number[] | null {
    return this.#find(id).session.podPorts;
  }

  /** Who has a local port that a forward would like to listen on. */
  inquirePort(inquiry: PortInquiry): Promise<PortHolding> {
    const ours = this.#managed.map(({ forward: { id, label }, session }) => ({
      id,
      label,
      endpoints: boundPorts(session.state).flatMap(({ endpoints }) => endpoints),
    }));
    return inquirePort(inquiry, ours);
  }

  traffic(): TrafficSample[] {
    return this.#meter.samples();
  }

  /** The last minute of all forwards. */
  recentTraffic(): RecentTraffic[] {
    return this.#meter.recent();
  }

  trafficHistory(id: ForwardId, span: TrafficSpan): TrafficHistory {
    return this.#meter.history(this.#find(id).forward.id, span);
  }

  /** Saves a new forward. With `start`, a port that cannot be bound leaves it saved and failed, not rejected. */
  async add(settings: ForwardSettings, start: boolean, consent: Consent = {}): Promise<Forward> {
    const startedAt = start ? this.#world.clock.now() : null;
    const forward = asForward(settings, { id: randomUUID(), wanted: start, startedAt });
    if (start) this.#assertConsent([forward], consent);
    const managed = this.#manage(forward);
    this.#managed = [...this.#managed, managed];
    const saved = this.#save();
    if (start) await this.#tryStart(managed, message('timeline.startedByYou'));
    await saved;
    return managed.forward;
  }

  /**
   * Adds, changes and removes, all of it or, where one cannot be, nothing: then all go on as before, and the problem is
   * thrown. What is added is not started; what runs and changes goes on as with `update`, with the same consent.
   */
  async apply({ add, change, remove }: ForwardChanges, consent: Consent = {}): Promise<AppliedChanges> {
    const replacements = change.map(({ id, settings }) => {
      const managed = this.#find(id);
      return this.#replacement(managed, asForward(settings, managed.forward));
    });
    const before = replacements.map(({ managed }) => ({ managed, after: managed.forward }));
    const added = add
      .map((settings) => asForward(settings, { id: randomUUID(), wanted: false, startedAt: null }))
      .map((forward) => this.#manage(forward));
    const leaving = new Set(remove.map((id) => this.#find(id)));
    const removed = this.#managed.flatMap((managed, index) =>
      leaving.has(managed) ? [{ managed, index, ran: managed.isRunning }] : [],
    );
    this.#assertConsentToChange(replacements, consent);
    await changeMany(replacements, [...leaving]);
    this.#managed = [...this.#managed.filter((managed) => !leaving.has(managed)), ...added];
    await this.#save();
    const undo = randomUUID();
    this.#applied.set(undo, { added, before, removed });
    return { undo, added: added.map(({ forward }) => forward) };
  }

  /**
   * Takes back what was applied together in this run, all of it or nothing; what was removed runs again if it ran, what
   * was changed is changed back with the consent that `update` needs.
   */
  async undoApply(undo: string, consent: Consent = {}): Promise<void> {
    const applied = this.#applied.get(undo);
    if (applied === undefined) throw notFound();
    const added = applied.added.filter((managed) => this.#managed.includes(managed));
    const before = applied.before
      .filter(({ managed }) => this.#managed.includes(managed))
      .map(({ managed, after }) => {
        const { wanted, startedAt } = managed.forward;
        return this.#replacement(managed, { ...after, wanted, startedAt });
      });
    this.#assertConsentToChange(before, consent);
    await changeMany(before, added);
    this.#applied.delete(undo);
    this.#managed = applied.removed.reduce<readonly ManagedForward[]>(
      (list, { managed, index }) => list.toSpliced(index, 0, managed),
      this.#managed.filter((managed) => !added.includes(managed)),
    );
    const saved = this.#save();
    for (const { managed, ran } of applied.removed) {
      if (ran && managed.forward.wanted) await this.#tryStart(managed, message('timeline.broughtBack'));
    }
    await saved;
  }

  /**
   * Saves new settings. A running session goes on with them, on the same ports where those did not change;
   * where they cannot be bound it goes on as before, nothing is saved, and the problem is thrown.
   */
  async update(id: ForwardId, settings: ForwardSettings, consent: Consent = {}): Promise<Forward> {
    const managed = this.#find(id);
    return managed.serially(async () => {
      const before = managed.forward;
      const after = asForward(settings, before);
      if (!isOnlyListed(before, after)) this.#assertConsent([after], consent);
      if (managed.isRunning && managed.needsRestartFor(after)) await this.#restart(managed, after);
      else managed.replace(after);
      await this.#save();
      // One that failed, on a taken port for instance, was perhaps mended by the change.
      if (managed.forward.wanted) {
        this.#want(managed, true);
        await managed.session.start(message('timeline.startedWithNew')).catch(() => undefined);
      }
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
      if (ran && managed.forward.wanted) await this.#tryStart(managed, message('timeline.broughtBack'));
    }
    await saved;
  }

  /** Resolves once bound; rejects with the problem that made it fail. */
  async start(id: ForwardId, consent: Consent = {}): Promise<void> {
    const managed = this.#find(id);
    this.#assertConsent([managed.forward], consent);
    this.#want(managed, true);
    await managed.serially(() => managed.session.start(message('timeline.startedByYou')));
  }

  /** Resolves once every socket is closed and the ports are free. */
  async stop(id: ForwardId): Promise<void> {
    const managed = this.#find(id);
    this.#want(managed, false);
    await managed.serially(() => managed.session.stop());
  }

  /** Those that cannot start say so by their state; none starts without consent where one of them needs it. */
  async startMany(ids: readonly ForwardId[], consent: Consent = {}): Promise<void> {
    await this.#startEach(this.#findAll(ids), message('timeline.startedWithOthers'), consent);
  }

  async stopMany(ids: readonly ForwardId[]): Promise<void> {
    await Promise.all(ids.map((id) => this.stop(id)));
  }

  /** As `startMany`, without consent. */
  async startAll(): Promise<void> {
    await this.#startEach(this.#managed, message('timeline.startedWithAll'), {});
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

  /** Starts those that ran when the app was last closed; they were asked about then, and their time runs on. */
  async startWanted(): Promise<void> {
    this.#ends.look();
    for (const managed of this.#managed) {
      if (!managed.forward.wanted) continue;
      if (managed.forward.startedAt === null) this.#want(managed, true);
      await this.#tryStart(managed, message('timeline.startedAgain'));
    }
  }

  /** The computer woke up or its network changed: sessions that wait try now. */
  nudge(): void {
    this.#ends.look();
    for (const { session } of this.#managed) session.nudge();
  }

  /** Stops every session and leaves what is saved as it is. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    this.#ends[Symbol.dispose]();
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

  /** The time from its start begins anew, unless it runs. */
  #want(managed: ManagedForward, wanted: boolean): void {
    const { forward, isRunning } = managed;
    if (forward.wanted === wanted && (!wanted || isRunning)) return;
    managed.replace({ ...forward, wanted, startedAt: wanted ? this.#world.clock.now() : null });
    void this.#save();
  }

  /** One that is asked to run and does not is started by its change, so that its time begins anew. */
  #replacement(managed: ManagedForward, after: Forward): Replacement {
    const starts = after.wanted && !managed.isRunning;
    return { managed, after: starts ? { ...after, startedAt: this.#world.clock.now() } : after };
  }

  /** What only moves in the list, or is called otherwise, needs none. */
  #assertConsentToChange(replacements: readonly Replacement[], consent: Consent): void {
    const felt = replacements.filter(({ managed, after }) => {
      const { startedAt } = managed.forward;
      return !isOnlyListed(managed.forward, { ...after, startedAt });
    });
    this.#assertConsent(
      felt.map(({ after }) => after),
      consent,
    );
  }

  #assertConsent(forwards: readonly Forward[], consent: Consent): void {
    assertConsent(forwards, (context) => this.#production.has(context), consent);
  }

  /** Those that were asked to run and have an end. */
  #endings(): { readonly at: number; readonly end: () => void }[] {
    return this.#managed.flatMap((managed) => {
      const { forward } = managed;
      const at = forward.wanted ? endOf(forward, this.#production.list()) : null;
      return at === null ? [] : [{ at, end: () => this.#end(managed) }];
    });
  }

  /** As if the person had stopped it: nothing brings it back but they. */
  #end(managed: ManagedForward): void {
    const endAfterMs = endAfterOf(managed.forward, this.#production.list()) ?? 0;
    const why = message('exposure.ended', { after: formatEndAfter(endAfterMs) });
    this.#want(managed, false);
    if (managed.session.state.phase === 'stopped') managed.timeline.add('stopped', why);
    void managed.serially(() => managed.session.stop(why));
  }

  /** A failure is told by the session's state and timeline. */
  async #tryStart(managed: ManagedForward, why: Message): Promise<void> {
    await managed.serially(() => managed.session.start(why)).catch(() => undefined);
  }

  async #startEach(all: readonly ManagedForward[], why: Message, consent: Consent): Promise<void> {
    this.#assertConsent(
      all.map(({ forward }) => forward),
      consent,
    );
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
    this.#ends.look();
    this.#saved = this.#file.write({ version: 1, forwards: [...forwards] });
    return this.#saved;
  }
}
