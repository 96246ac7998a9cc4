import type { Duplex } from 'node:stream';
import type { Forward } from '../../shared/forward.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { isPermanent, type Problem, problemOf } from '../../shared/problem.ts';
import {
  isRunning,
  type PodRef,
  type SessionEvent,
  type SessionState,
  transition,
} from '../../shared/session.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';
import type { Transport } from '../../shared/transport.ts';
import type { PodEndpoint, PodSource } from '../kube/pod-source.ts';
import type { PodDialer } from '../tunnel/pod-stream.ts';
import { AcceptedSockets } from './accepted-sockets.ts';
import type { Admission } from './admission.ts';
import { BalancedPods } from './balanced-pods.ts';
import { bindPorts } from './bind-ports.ts';
import type { ClientSocket } from './client-socket.ts';
import { Connections } from './connections.ts';
import { innerPair } from './inner-pair.ts';
import type { Listener } from './listener.ts';
import type { RemotePeers } from './remote-peers.ts';
import { PodNews } from './pod-news.ts';
import type { PodCounters } from './pod-counters.ts';
import type { PortCounter } from './port-counter.ts';
import { RefusalPatience } from '../refusal-patience.ts';
import type { SessionWorld } from './session-world.ts';
import { listeningText, movedText, type Timeline } from './timeline.ts';
import { missingAddress } from './trial-bind.ts';

export interface SessionOptions extends SessionWorld {
  /** Asked at every use: what needs no new listener may change while the session runs. */
  readonly forward: () => Forward;
  /** One for each port pair. */
  readonly counters: () => readonly PortCounter[];
  readonly podCounters: () => PodCounters;
  readonly peers: RemotePeers;
  readonly admission: Admission;
  readonly timeline: Timeline;
  readonly onChanged: (state: SessionState) => void;
  /** A client came to the port pair with this index. */
  readonly onAccepted: (pair: number) => void;
}

/** What a session has while it has ports. */
interface Upstream {
  readonly listeners: readonly Listener[];
  /** Clients within this process. */
  readonly inner: AcceptedSockets<ClientSocket>;
  readonly source: PodSource;
  readonly pods: BalancedPods;
  readonly dialer: PodDialer;
  readonly connections: Connections;
  /** An address that it listens on and that this computer does not have now. */
  missing: Problem | null;
}

/** Each warm pod keeps a spare tunnel; of hundreds of pods only the first have one before they are used. */
const warmLimit = 8;

/** Runs one forward: owns its listeners, connections and pod source, and performs the effects around `transition`. */
export class Session implements AsyncDisposable {
  readonly #options: SessionOptions;
  #state: SessionState = { phase: 'stopped' };
  #upstream: Upstream | null = null;
  #resources = new AsyncDisposableStack();
  #released: Promise<void> = Promise.resolve();
  #news: PodNews;
  readonly #patience: RefusalPatience;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#news = this.#newNews();
    this.#patience = new RefusalPatience(options.clock, () =>
      options.counters().reduce((sum, { receivedBytes }) => sum + receivedBytes, 0),
    );
  }

  get state(): SessionState {
    return this.#state;
  }

  get connections(): ConnectionInfo[] {
    return this.#upstream?.connections.list() ?? [];
  }

  /** Looks for the programs of local clients; `connections` has them afterwards. Never rejects. */
  async nameClients(): Promise<void> {
    await this.#upstream?.connections.nameClients();
  }

  /** Resets one connection; nothing happens where it has ended by itself. */
  closeConnection(id: number): void {
    const closed = this.#upstream?.connections.close(id) ?? null;
    if (closed === null) return;
    const { peer, program, pod } = closed;
    const who = program === null ? peer : message('connection.program', { ...program, peer });
    this.#options.timeline.add('changed', message('connection.closedByYou', { who, pod }));
  }

  /**
   * A connection of this process to the first port, for which nothing has to listen. It is served as any client's, and
   * reset while the session has no pods to look for.
   */
  connect(): Duplex {
    const { client, server } = innerPair();
    if (this.#upstream === null) server.resetAndDestroy();
    else this.#upstream.inner.take(server);
    return client;
  }

  /** How the context's API server forwards; null while that is not known, and while it is stopped. */
  get transport(): Transport | null {
    return this.#upstream?.dialer.transport ?? null;
  }

  /** The ports in the current pod, in the order of the forward's `ports`; null while there is no pod. */
  get podPorts(): readonly number[] | null {
    const state = this.#upstream?.pods.state;
    if (this.#state.phase !== 'active' || state?.kind !== 'ready') return null;
    const [endpoint] = state.endpoints;
    if (endpoint === undefined) return null;
    return this.#options.forward().ports.map(({ remote }) => endpoint.portFor(remote));
  }

  /**
   * Resolves once every port listens; rejects with the problem that made it fail. Does nothing while it runs.
   * `why` is a sentence for the timeline. `start` and `stop` are called one after the other.
   */
  async start(why: Message): Promise<void> {
    if (isRunning(this.#state)) return;
    await this.#released;
    this.#apply({ kind: 'start' });
    this.#options.timeline.add('started', why);
    await this.#run();
  }

  /**
   * Looks whether what is in the way on this computer still is. One that failed goes on where it is not, and says nothing
   * where it is; called one after the other with `start` and `stop`. Never rejects.
   */
  async retry(): Promise<void> {
    if (this.#state.phase !== 'failed') return this.#lookAtAddresses();
    await this.#released;
    // The state says why.
    await this.#run().catch(() => undefined);
  }

  /** Resolves once every socket is closed and the port is free, in every state; `why` is for the timeline. */
  async stop(why: Message = message('timeline.stopped')): Promise<void> {
    if (this.#apply({ kind: 'stop' })) this.#options.timeline.add('stopped', why);
    await this.#release();
    this.#apply({ kind: 'released' });
  }

  /** The forward's balance has changed; it counts for connections from now on. */
  rebalance(): void {
    this.#upstream?.pods.look();
  }

  /** The forward's allow-list has changed: open connections that it refuses now are reset. */
  readmit(): void {
    for (const listener of this.#upstream?.listeners ?? []) listener.sift();
  }

  /** The computer woke up or its network changed: look and try now. */
  nudge(): void {
    this.#upstream?.pods.nudge();
    void this.#lookAtAddresses();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #run(): Promise<void> {
    this.#news = this.#newNews();
    try {
      await this.#open();
    } catch (error) {
      this.#giveUp(problemOf(error));
      throw error;
    }
    this.#observe();
  }

  /** Binds first: a local fault shows at once, even when the cluster is away. */
  async #open(): Promise<void> {
    const { forward, counters, podCounters, clock, ...world } = this.#options;
    const { target, ports } = forward();
    await using bound = new AsyncDisposableStack();
    const listeners = await this.#bind(bound);

    await using resources = new AsyncDisposableStack();
    const { dialer } = resources.use(world.dialer(target.context));
    const source = resources.use(world.pods(target));
    const balance = () => forward().balance;
    const pods = resources.use(new BalancedPods({ source, balance, counters: podCounters() }));
    const connections = resources.use(
      new Connections({
        ports: ports.map(({ remote }, index) => ({ remote, counter: at(counters(), index) })),
        pods,
        dialer,
        clock,
        holdMs: () => forward().holdMs,
        eof: () => forward().eof,
        peers: world.peers,
        onAccepted: world.onAccepted,
        onClientReset: (pod) => this.#clientReset(pod),
        onFailed: (problem) => this.#connectionFailed(problem),
      }),
    );
    const inner = new AcceptedSockets<ClientSocket>(() => true);
    inner.open((socket) => connections.accept(socket, 0));
    resources.defer(() => inner.close());
    resources.defer(pods.onChanged(() => this.#observe()));
    resources.defer(source.onLeaving((pod) => this.#podLeaving(pod)));
    resources.defer(source.onGone((pod) => dialer.abandon(pod)));
    // Released first: nobody is accepted and no client is left before the rest goes.
    resources.use(bound.move());
    this.#resources = resources.move();
    this.#upstream = { listeners, inner, source, pods, dialer, connections, missing: null };
    listeners.forEach((listener, pair) => listener.serve((socket) => connections.accept(socket, pair)));
  }

  async #bind(owner: AsyncDisposableStack): Promise<Listener[]> {
    const { forward, timeline } = this.#options;
    const open = await bindPorts(forward(), this.#options, owner);
    const boundPorts = open.map(({ bound }) => bound);
    this.#apply({ kind: 'bound', bound: boundPorts });
    if (boundPorts.length > 0) timeline.add('listening', listeningText(boundPorts));
    for (const { listener, bound } of open) {
      if (listener.movedFrom !== null) timeline.add('changed', movedText(listener.movedFrom, bound));
    }
    return open.map(({ listener }) => listener);
  }

  /** A listener stays on an address that this computer loses, and serves again once the address is back. */
  async #lookAtAddresses(): Promise<void> {
    const upstream = this.#upstream;
    if (upstream === null) return;
    const missing = await missingAddress(addressesOf(upstream.listeners));
    if (this.#upstream !== upstream) return;
    upstream.missing = missing;
    this.#observe();
  }

  #observe(): void {
    const upstream = this.#upstream;
    if (upstream === null) return;
    const { state } = upstream.pods;
    if (state?.kind === 'none' && isPermanent(state.problem.code)) this.#giveUp(state.problem);
    else if (upstream.missing !== null) this.#podLost(upstream.missing, null);
    else if (state?.kind === 'ready') this.#podsReady(state.endpoints);
    else if (state !== null) this.#podLost(state.problem, state.retryAt);
  }

  #podsReady(endpoints: readonly PodEndpoint[]): void {
    const { forward, clock } = this.#options;
    const [first] = endpoints;
    if (first === undefined) return;
    try {
      // A port that a pod does not have is a mistake in the forward: it shows now, not at the first connection.
      for (const endpoint of endpoints) {
        for (const { remote } of forward().ports) endpoint.portFor(remote);
      }
    } catch (error) {
      this.#giveUp(problemOf(error));
      return;
    }
    this.#apply({ kind: 'podReady', pod: first.pod, at: clock.now() });
    const arrived = this.#news.arrived(endpoints.map(({ pod }) => pod));
    for (const pod of arrived.slice(0, warmLimit)) this.#upstream?.dialer.warm(pod);
  }

  /** Its spare tunnels go; those that carry something stay to the end. */
  #podLeaving(pod: PodRef): void {
    this.#upstream?.dialer.retire(pod);
    this.#news.leaving(pod, this.#options.podCounters().openOn(pod));
  }

  #newNews(): PodNews {
    const why = (pod: PodRef) => this.#upstream?.source.why(pod) ?? Promise.resolve(null);
    return new PodNews({ ...this.#options, why });
  }

  #podLost(problem: Problem, retryAt: number | null): void {
    const state = this.#state;
    // Other pods than the chosen one come and go: that is no news.
    const isKnown = state.phase === 'waiting' && state.problem?.message === problem.message;
    if (isKnown && state.retryAt === retryAt) return;
    if (this.#apply({ kind: 'podLost', problem, retryAt })) this.#news.lost(problem);
  }

  #clientReset(pod: PodRef | null): void {
    const words = message('connection.resetByClient', { pod: pod?.name ?? null });
    this.#options.timeline.addOnce('changed', words);
  }

  /** One failed connection never ends the session, unless it proves what no retry can mend (a missing right). */
  #connectionFailed(problem: Problem): void {
    if (!isRunning(this.#state)) return;
    this.#options.timeline.addOnce('connectionFailed', problem.words, problem);
    this.#options.log.info(`connection failed: ${problem.code} ${problem.detail ?? problem.message}`);
    if (!isPermanent(problem.code) || problem.code === 'internal') return;
    if (problem.code === 'forbidden' && !this.#patience.isOver()) return;
    this.#giveUp(problem);
  }

  #giveUp(problem: Problem): void {
    if (!this.#apply({ kind: 'gaveUp', problem })) return;
    this.#options.timeline.add('failed', problem.words, problem);
    void this.#release();
  }

  #release(): Promise<void> {
    if (!this.#resources.disposed) {
      this.#upstream = null;
      this.#released = this.#resources.disposeAsync().catch((error: unknown) => {
        this.#options.log.error(`release: ${String(error)}`);
      });
    }
    return this.#released;
  }

  #apply(event: SessionEvent): boolean {
    const next = transition(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    this.#options.onChanged(next);
    return true;
  }
}

function addressesOf(listeners: readonly Listener[]): string[] {
  const all = listeners.flatMap(({ endpoints }) => endpoints.map(({ address }) => address));
  return [...new Set(all)];
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
