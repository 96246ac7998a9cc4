import { randomUUID } from 'node:crypto';
import { formatEndpoint } from '../../shared/bind-address.ts';
import type { Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import {
  type EntryPlace,
  entryProgram,
  type EntryWay,
  isSameEntry,
  type LocalEntry,
  type LocalEntryId,
} from '../../shared/local-entry.ts';
import type { LocalPort } from '../../shared/port-pair.ts';
import { type Problem, problemOf, ProblemError } from '../../shared/problem.ts';
import type { Route, RouteAddress } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import { type Consent, ProductionGuard } from '../forwards/production-consent.ts';
import type { SessionWorld } from '../forwards/session-world.ts';
import type { Clusters } from '../kube/clusters.ts';
import { connectAny } from '../net/connect-any.ts';
import { computerTrust } from '../net/computer-trust.ts';
import type { ProductionContexts } from '../production-contexts.ts';
import { readRights } from '../routes/read-rights.ts';
import { SharedWork } from '../shared-work.ts';
import { Sites } from '../web/sites.ts';
import { WebServer } from '../web/web-server.ts';
import { EntryConnections, type EntryConnectionsOptions } from './entry-connections.ts';
import { entryFault } from './entry-fault.ts';
import { EntryForward, type EntryForwardOptions } from './entry-forward.ts';
import { hostHeader } from './entry-headers.ts';
import { type EntryPlan, entryPlan, type ServingPort } from './entry-plan.ts';
import { EntrySite } from './entry-site.ts';

interface LocalEntriesOptions extends SessionWorld {
  readonly clusters: Clusters;
  readonly production: ProductionContexts;
}

/** What is to be served at a local address. */
export interface NewLocalEntry {
  /** Of its ways in is the route. */
  readonly target: Target;
  readonly route: Route;
  /** One of the route's. */
  readonly address: RouteAddress;
  readonly local: LocalPort;
}

interface Opening {
  readonly plan: EntryPlan;
  readonly place: EntryPlace;
  readonly local: LocalPort;
}

/** How connections go to the program that serves a host. */
interface Taken {
  readonly way: EntryWay;
  readonly connect: EntryConnectionsOptions['connect'];
  /** Null where the network is taken. */
  readonly forward: EntryForward | null;
}

/** The local addresses that serve hosts of Ingresses and Gateways; none outlives this run. */
export class LocalEntries implements AsyncDisposable {
  readonly #options: LocalEntriesOptions;
  readonly #guard: ProductionGuard;
  readonly #sites = new Sites<LocalEntry>();
  readonly #forwards = new Set<EntryForward>();
  /** Those that nobody has yet, by their places: who asks twice gets one. */
  readonly #starting = new SharedWork<LocalEntry>();
  readonly #closed = new AbortController();

  constructor(options: LocalEntriesOptions) {
    this.#options = options;
    this.#guard = new ProductionGuard((context) => options.production.has(context));
  }

  /** All of them, after each change. */
  get onChanged(): Listen<readonly LocalEntry[]> {
    return this.#sites.onChanged;
  }

  list(): readonly LocalEntry[] {
    return this.#sites.list();
  }

  /**
   * Serves the host of an address; gives back the entry that serves it already. By a forward to the program that serves
   * it, else by the network; resolves once it listens. Throws `productionUnconfirmed` without consent, `unsupportedTarget`
   * for what has no host or is served by nobody who is known, what keeps the forward from a pod where the network has no
   * way either, and as `Listener.bind` does.
   */
  async start(wish: NewLocalEntry, consent: Consent, signal: AbortSignal): Promise<LocalEntry> {
    const { target, route, address, local } = wish;
    this.#guard.assertConsent([wish], consent);
    const plan = entryPlan(route, address);
    const { scheme, host, port } = plan;
    const place = { context: target.context, scheme, host, port, program: entryProgram(route, address) };
    const known = this.list().find((each) => isSameEntry(each, place));
    if (known !== undefined) return known;
    const open = (until: AbortSignal) => this.#open({ plan, place, local }, until);
    return this.#starting.join(JSON.stringify(place), open, signal);
  }

  /** Resolves once nothing listens any more; an unknown one is stopped already. */
  stop(id: LocalEntryId): Promise<void> {
    return this.#sites.stop(id);
  }

  /** The computer woke up or its network changed. */
  nudge(): void {
    for (const forward of this.#forwards) forward.nudge();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    await this.#sites[Symbol.asyncDispose]();
  }

  async #open({ plan, place, local }: Opening, signal: AbortSignal): Promise<LocalEntry> {
    const { claims, clock, log } = this.#options;
    const id = randomUUID();
    const until = AbortSignal.any([signal, this.#closed.signal]);
    await using opening = new AsyncDisposableStack();
    const onProblem = (problem: Problem | null) => this.#sites.change(id, { problem });
    const { forward, connect, way } = await this.#take(plan, { ...place, onProblem }, until);
    if (forward !== null) this.#keep(opening, forward);
    const connections = opening.use(
      new EntryConnections({
        asked: plan,
        connect,
        trust: computerTrust,
        onCertificate: (certificate) => this.#sites.change(id, { certificate }),
        clock,
      }),
    );
    const faultOf = (error: unknown) => entryFault(error, way, forward?.problem ?? null);
    let isAsked = false;
    const server = opening.use(
      await WebServer.open(new EntrySite({ asked: plan, connections, faultOf }), {
        local,
        claim: (endpoint) => claims.claim(endpoint, `entry ${hostHeader(plan)}`),
        clock,
        log,
        onOutcome: (problem) => {
          isAsked = true;
          onProblem(problem);
        },
      }),
    );
    until.throwIfAborted();
    const entry = { id, ...place, way, endpoints: [...server.endpoints], certificate: null, problem: null };
    this.#sites.add(entry, opening.move());
    // Whether anything answers is seen before somebody asks.
    connections.dial(this.#closed.signal).then(
      (socket) => socket.destroy(),
      (error: unknown) => {
        if (!isAsked) onProblem(faultOf(error).problem);
      },
    );
    return entry;
  }

  #keep(owner: AsyncDisposableStack, forward: EntryForward): void {
    this.#forwards.add(forward);
    owner.use(forward);
    owner.defer(() => {
      this.#forwards.delete(forward);
    });
  }

  /** Without it a forward finds a pod, and fails with its first connection. */
  async #assertRight(
    context: string,
    { namespace, service }: ServingPort,
    signal: AbortSignal,
  ): Promise<void> {
    const { clusters, clock } = this.#options;
    using lease = clusters.acquire(context);
    const { portForward } = await readRights(lease.client, namespace, clock, signal);
    if (portForward === 'denied')
      throw new ProblemError('forbidden', message('entry.mayNotForward', { namespace, service }));
  }

  /** The first service to which a forward finds a pod; where none does, the network. */
  async #take(
    plan: EntryPlan,
    { context, onProblem }: Pick<EntryForwardOptions, 'context' | 'onProblem'>,
    signal: AbortSignal,
  ): Promise<Taken> {
    const problems: Problem[] = [];
    for (const to of plan.services) {
      try {
        await this.#assertRight(context, to, signal);
        const forward = await EntryForward.open({ context, to, world: this.#options, onProblem }, signal);
        return { way: { by: 'forward', ...to }, connect: () => Promise.resolve(forward.connect()), forward };
      } catch (error) {
        signal.throwIfAborted();
        problems.push(problemOf(error));
      }
    }
    const { hosts, port } = plan;
    const [problem] = problems;
    if (hosts.length === 0) throw problem === undefined ? nobody(plan) : ProblemError.of(problem);
    const places = hosts.map((address) => formatEndpoint({ address, port }));
    return {
      way: { by: 'network', places },
      // Every write is a message of its own.
      connect: async (until) => (await connectAny(hosts, port, until)).setNoDelay(true),
      forward: null,
    };
  }
}

function nobody({ host }: EntryPlan): ProblemError {
  return new ProblemError('unsupportedTarget', message('entry.servedByNobody', { host }));
}
