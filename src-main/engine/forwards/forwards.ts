import { setImmediate as breathe } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
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
import type { Clock } from '../clock.ts';
import type { JsonFile } from '../store/json-file.ts';
import { asForward } from './as-forward.ts';
import { AutomaticEnds } from './automatic-ends.ts';
import { changeAtOnce, replacementOf } from './change-many.ts';
import { ForwardList, notFound } from './forward-list.ts';
import { LocalRetries } from './local-retries.ts';
import type { ManagedForward } from './managed-forward.ts';
import { inquirePort, type PortInquiry } from './port-inquiry.ts';
import { type Consent, ProductionGuard } from './production-consent.ts';
import { RevocableChanges } from './revocable-changes.ts';
import type { SessionWorld } from './session-world.ts';
import { takeOver } from './take-over.ts';
import { together } from './together.ts';
import { TrafficMeter } from './traffic-meter.ts';

export interface ForwardsOptions extends SessionWorld {
  readonly file: JsonFile<ForwardsFile>;
  readonly production: ProductionContexts;
}

/** How one that starts comes by its local ports. */
export interface Start extends Consent {
  /** Those that have them and are stopped for it; where it cannot listen on them, they go on as they were. */
  readonly insteadOf?: readonly ForwardId[] | undefined;
}

/**
 * The saved forwards and their sessions. Every `id` that is not there is `notFound`; what starts or changes a forward to
 * a context that is marked as production is `productionUnconfirmed` without consent.
 */
export class Forwards implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #list: ForwardList;
  readonly #guard: ProductionGuard;
  readonly #changes: RevocableChanges;
  readonly #meter: TrafficMeter;
  readonly #ends: AutomaticEnds;
  readonly #retries: LocalRetries;

  /** Starts nothing. */
  constructor({ file, production, ...world }: ForwardsOptions) {
    this.#clock = world.clock;
    this.#list = new ForwardList(file, world);
    this.#guard = new ProductionGuard((context) => production.has(context));
    this.#changes = new RevocableChanges(this.#list, () => world.clock.now(), this.#guard);
    this.#meter = new TrafficMeter(world.clock, () =>
      this.#list.managed.map(({ forward, counters, podCounters, record, session, isRunning }) => ({
        id: forward.id,
        counters,
        podCounters,
        record,
        transport: session.transport,
        running: isRunning,
      })),
    );
    // They listen before anybody else can.
    this.#ends = new AutomaticEnds({
      clock: world.clock,
      list: this.#list,
      production,
      guard: this.#guard,
    });
    this.#retries = new LocalRetries({ clock: world.clock, list: this.#list });
    this.#list.onSessionChanged(() => this.#meter.wake());
  }

  get onChanged(): ForwardList['onChanged'] {
    return this.#list.onChanged;
  }

  get onForwardChanged(): ForwardList['onForwardChanged'] {
    return this.#list.onForwardChanged;
  }

  get onSessionChanged(): ForwardList['onSessionChanged'] {
    return this.#list.onSessionChanged;
  }

  get onTimelineAdded(): ForwardList['onTimelineAdded'] {
    return this.#list.onTimelineAdded;
  }

  /** A client came; `pair` is the index into the forward's `ports`. */
  get onAccepted(): ForwardList['onAccepted'] {
    return this.#list.onAccepted;
  }

  /** Some end by themselves before long, and nobody was told of it yet. */
  get onEnding(): AutomaticEnds['onEnding'] {
    return this.#ends.onEnding;
  }

  get onTraffic(): TrafficMeter['onTraffic'] {
    return this.#meter.onTraffic;
  }

  list(): readonly Forward[] {
    return this.#list.forwards;
  }

  get(id: ForwardId): Forward {
    return this.#list.find(id).forward;
  }

  state(id: ForwardId): SessionState {
    return this.#list.find(id).session.state;
  }

  timeline(id: ForwardId): readonly TimelineEntry[] {
    return this.#list.find(id).timeline.entries;
  }

  connections(id: ForwardId): ConnectionInfo[] {
    return this.#list.find(id).session.connections;
  }

  /** The remote addresses that have connected in this run of Portolan. */
  peers(id: ForwardId): RemotePeer[] {
    return this.#list.find(id).peers.list();
  }

  /** Asks the system which programs the local clients are; `connections` tells it from then on. Never rejects. */
  nameClients(id: ForwardId): Promise<void> {
    return this.#list.find(id).session.nameClients();
  }

  /** Resets one connection, by its id in `connections`; nothing happens where it has ended by itself. */
  closeConnection(id: ForwardId, connection: number): void {
    this.#list.find(id).session.closeConnection(connection);
  }

  /** The ports in the current pod, in the order of the forward's `ports`; null while there is no pod. */
  podPorts(id: ForwardId): readonly number[] | null {
    return this.#list.find(id).session.podPorts;
  }

  /** Who has a local port that a forward would like to listen on. */
  inquirePort(inquiry: PortInquiry): Promise<PortHolding> {
    const ours = this.#list.managed.map(({ forward: { id, label }, session }) => ({
      id,
      label,
      endpoints: boundPorts(session.state).flatMap(({ endpoints }) => endpoints),
    }));
    return inquirePort(inquiry, ours);
  }

  /** How many connections of a forward wait for a pod. */
  held(id: ForwardId): number {
    return this.#list.find(id).counters.reduce((sum, { held }) => sum + held, 0);
  }

  traffic(): TrafficSample[] {
    return this.#meter.samples();
  }

  /** The last minute of all forwards. */
  recentTraffic(): RecentTraffic[] {
    return this.#meter.recent();
  }

  trafficHistory(id: ForwardId, span: TrafficSpan): TrafficHistory {
    return this.#meter.history(this.#list.find(id).forward.id, span);
  }

  /** Saves a new forward. With `start`, a port that cannot be bound leaves it saved and failed, not rejected. */
  async add(
    settings: ForwardSettings,
    start: boolean,
    { insteadOf = [], ...consent }: Start = {},
  ): Promise<Forward> {
    const startedAt = start ? this.#clock.now() : null;
    const forward = asForward(settings, { id: randomUUID(), wanted: start, startedAt });
    if (start) this.#guard.assertConsent([forward], consent);
    const holders = this.#list.findAll(insteadOf);
    const managed = this.#list.manage(forward);
    const saved = this.#list.set([...this.#list.managed, managed]);
    const why = message('timeline.startedByYou');
    if (start) {
      // Its state says why it failed.
      await this.#start(managed, holders, why).catch(() => undefined);
    }
    await saved;
    return managed.forward;
  }

  /**
   * Adds, changes and removes, all of it or, where one cannot be, nothing: then all go on as before, and the problem is
   * thrown. What is added is not started; what runs and changes goes on as with `update`, with the same consent.
   */
  apply(changes: ForwardChanges, consent: Consent = {}): Promise<AppliedChanges> {
    return this.#changes.apply(changes, consent);
  }

  /**
   * Takes back what was applied together in this run, all of it or nothing; what was removed runs again if it ran, what
   * was changed is changed back with the consent that `update` needs.
   */
  async undoApply(undo: string, consent: Consent = {}): Promise<void> {
    await this.#changes.undoApply(undo, consent);
    this.#ends.look();
  }

  /**
   * Saves new settings. A running session goes on with them, on the same ports where those did not change;
   * where they cannot be bound it goes on as before, nothing is saved, and the problem is thrown. One that takes over the
   * ports of others starts with them where it does not run.
   */
  async update(
    id: ForwardId,
    settings: ForwardSettings,
    { insteadOf = [], ...consent }: Start = {},
  ): Promise<Forward> {
    const managed = this.#list.find(id);
    const holders = this.#others(insteadOf, managed);
    return together([managed, ...holders], async () => {
      const { wanted, ...before } = managed.forward;
      const after = asForward(settings, { ...before, wanted: wanted || holders.length > 0 });
      const replacement = replacementOf(managed, after, this.#clock.now());
      this.#guard.assertConsentToChange([replacement], consent);
      await takeOver(this.#list, managed, holders, () => changeAtOnce([replacement], []));
      await this.#list.save();
      return managed.forward;
    });
  }

  /** Puts several into a group or among the favourites, or none where one is not there; all run on as they were. */
  async updateMany(ids: readonly ForwardId[], place: ForwardPlace): Promise<void> {
    for (const managed of this.#list.findAll(ids)) managed.replace({ ...managed.forward, ...place });
    await this.#list.save();
  }

  async remove(id: ForwardId): Promise<void> {
    await this.removeMany([id]);
  }

  /** Removes all of them, or none where one is not there. */
  removeMany(ids: readonly ForwardId[]): Promise<void> {
    return this.#changes.removeMany(ids);
  }

  /** Brings back all of those, removed in this run, where they stood, running if they ran; or none. */
  async undoRemoveMany(ids: readonly ForwardId[]): Promise<void> {
    await this.#changes.undoRemoveMany(ids);
    this.#ends.look();
  }

  /** Resolves once bound; rejects with the problem that made it fail. */
  async start(id: ForwardId, { insteadOf = [], ...consent }: Start = {}): Promise<void> {
    const managed = this.#list.find(id);
    const holders = this.#others(insteadOf, managed);
    this.#guard.assertConsent([managed.forward], consent);
    this.#list.want(managed, true);
    const why = message('timeline.startedByYou');
    await this.#start(managed, holders, why);
  }

  /** Resolves once every socket is closed and the ports are free. */
  async stop(id: ForwardId): Promise<void> {
    const managed = this.#list.find(id);
    this.#list.want(managed, false);
    await managed.serially(() => managed.session.stop());
  }

  /** Those that cannot start say so by their state; none starts without consent where one of them needs it. */
  async startMany(ids: readonly ForwardId[], consent: Consent = {}): Promise<void> {
    await this.#startEach(this.#list.findAll(ids), message('timeline.startedWithOthers'), consent);
  }

  async stopMany(ids: readonly ForwardId[]): Promise<void> {
    await Promise.all(ids.map((id) => this.stop(id)));
  }

  /** As `startMany`, without consent. */
  async startAll(): Promise<void> {
    await this.#startEach(this.#list.managed, message('timeline.startedWithAll'), {});
  }

  async stopAll(): Promise<void> {
    await this.stopMany(this.list().map(({ id }) => id));
  }

  /**
   * The time after which they end counts anew for those that run and would end; resolves with these. For none where one
   * needs consent and has none.
   */
  async keepRunning(ids: readonly ForwardId[], consent: Consent = {}): Promise<ForwardId[]> {
    const kept = this.#ends.putOff(this.#list.findAll(ids), consent);
    if (kept.length > 0) await this.#list.save();
    return kept.map(({ forward }) => forward.id);
  }

  /** Puts some, in their order, directly before or after another, into whose group they go; all run on as they were. */
  async move(ids: readonly ForwardId[], beside: ForwardId, side: MoveSide): Promise<void> {
    const other = this.#list.find(beside);
    const wanted = new Set(this.#list.findAll(ids));
    wanted.delete(other);
    if (wanted.size === 0) return;
    const moving = this.#list.managed.filter((each) => wanted.has(each));
    const others = this.#list.managed.filter((each) => !wanted.has(each));
    const index = others.indexOf(other) + (side === 'after' ? 1 : 0);
    for (const each of moving) each.replace({ ...each.forward, group: other.forward.group });
    await this.#list.set(others.toSpliced(index, 0, ...moving));
  }

  /**
   * Puts a whole group directly before or after another; groups stand in the order of their first members. All run on as
   * they were.
   */
  async moveGroup(group: string, beside: string, side: MoveSide): Promise<void> {
    const { managed } = this.#list;
    const moving = managed.filter(({ forward }) => forward.group === group);
    const others = managed.filter(({ forward }) => forward.group === beside);
    const [first] = others;
    if (moving.length === 0 || first === undefined) throw notFound();
    if (group === beside) return;
    const isElsewhere = (each: ManagedForward) => !moving.includes(each) && !others.includes(each);
    const before = managed.slice(0, managed.indexOf(first)).filter(isElsewhere);
    const after = managed.slice(managed.indexOf(first)).filter(isElsewhere);
    const both = side === 'before' ? [moving, others] : [others, moving];
    await this.#list.set([before, ...both, after].flat());
  }

  /** Starts those that ran when the app was last closed; they were asked about then, and their time runs on. */
  async startWanted(): Promise<void> {
    this.#ends.look();
    for (const managed of this.#list.managed) {
      if (!managed.forward.wanted) continue;
      if (managed.forward.startedAt === null) this.#list.want(managed, true);
      await this.#list.tryStartWanted(managed, message('timeline.startedAgain'));
      await breathe();
    }
    // Nobody was told of what ends before long: none of it ran at the first look.
    this.#ends.look();
  }

  /** The computer woke up or its network changed: sessions that wait try now, and all look at what they listen on. */
  nudge(): void {
    this.#ends.look();
    for (const { session } of this.#list.managed) session.nudge();
    this.#retries.nudge();
  }

  /** Stops every session and leaves what is saved as it is. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ends[Symbol.dispose]();
    this.#retries[Symbol.dispose]();
    await this.#list[Symbol.asyncDispose]();
    this.#meter[Symbol.dispose]();
  }

  /** Resolves once bound, in place of the holders. */
  #start(managed: ManagedForward, holders: readonly ManagedForward[], why: Message): Promise<void> {
    return together([managed, ...holders], () =>
      takeOver(this.#list, managed, holders, () => managed.session.start(why)),
    );
  }

  #others(ids: readonly ForwardId[], managed: ManagedForward): ManagedForward[] {
    return this.#list.findAll(ids).filter((each) => each !== managed);
  }

  /** One after another, and between two of them whatever else waits: a hundred starts would keep it for half a second. */
  async #startEach(all: readonly ManagedForward[], why: Message, consent: Consent): Promise<void> {
    this.#guard.assertConsent(
      all.map(({ forward }) => forward),
      consent,
    );
    this.#list.wantAll(all, true);
    for (const managed of all) {
      await this.#list.tryStartWanted(managed, why);
      await breathe();
    }
  }
}
