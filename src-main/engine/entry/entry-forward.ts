import { randomUUID } from 'node:crypto';
import { defaultSettings } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, ProblemError } from '../../shared/problem.ts';
import { boundPorts, type SessionState } from '../../shared/session.ts';
import { ManagedForward } from '../forwards/managed-forward.ts';
import type { SessionWorld } from '../forwards/session-world.ts';
import { onAbort } from '../tunnel/deadline.ts';
import type { Destination } from './entry-connections.ts';
import type { ServingPort } from './entry-plan.ts';

export interface EntryForwardOptions {
  readonly context: string;
  readonly to: ServingPort;
  readonly world: SessionWorld;
  /** Told at each change once it has had a pod: what is in its way; null for nothing. */
  readonly onProblem: (problem: Problem | null) => void;
}

/** So long its pod may take to be found. */
const readyLimitMs = 8_000;

/** A forward of this run to the program that serves a host, for its local entry alone: on loopback, at a port of the system's choice. */
export class EntryForward implements AsyncDisposable {
  readonly destination: Destination;
  readonly #managed: ManagedForward;

  /** Resolves once it has a pod. Throws what keeps it from that, or the signal's reason; nothing stays open then. */
  static async open(
    { context, to, world, onProblem }: EntryForwardOptions,
    signal: AbortSignal,
  ): Promise<EntryForward> {
    const { namespace, service, port } = to;
    const decided = Promise.withResolvers<SessionState>();
    let isReady = false;
    const managed = new ManagedForward({
      forward: {
        id: randomUUID(),
        label: `entry svc/${service}`,
        target: { context, namespace, kind: 'service', name: service },
        ports: [{ local: { kind: 'auto', last: null }, remote: port }],
        addresses: ['127.0.0.1'],
        ...defaultSettings,
        balance: { mode: 'leastConnections' },
        allowFrom: [],
        wanted: true,
        startedAt: null,
      },
      world,
      onSession: (state) => {
        if (isReady) onProblem(problemOf(state));
        if (state.phase === 'active' || problemOf(state) !== null) decided.resolve(state);
      },
      onTimeline: () => undefined,
      onAccepted: () => undefined,
    });
    await using opening = new AsyncDisposableStack();
    opening.use(managed.session);
    using limits = new DisposableStack();
    limits.use(onAbort(signal, () => decided.reject(signal.reason as Error)));
    limits.use(world.clock.after(readyLimitMs, () => decided.reject(tooLate(to))));
    await managed.session.start(message('timeline.startedByYou'));
    const state = await decided.promise;
    const problem = problemOf(state);
    if (problem !== null) throw ProblemError.of(problem);
    const local = boundPorts(state)[0]?.endpoints[0]?.port;
    if (local === undefined) throw new TypeError('nothing listens');
    isReady = true;
    opening.move();
    return new EntryForward(managed, { hosts: ['127.0.0.1'], port: local });
  }

  private constructor(managed: ManagedForward, destination: Destination) {
    this.#managed = managed;
    this.destination = destination;
  }

  /** What is in its way now; null for nothing. */
  get problem(): Problem | null {
    return problemOf(this.#managed.session.state);
  }

  /** The computer woke up or its network changed: look and try now. */
  nudge(): void {
    this.#managed.session.nudge();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#managed.session.stop();
  }
}

function problemOf(state: SessionState): Problem | null {
  return state.phase === 'waiting' || state.phase === 'failed' ? state.problem : null;
}

function tooLate({ service }: ServingPort): ProblemError {
  return ProblemError.of(newProblem('noReadyPod', message('entry.noPodInTime', { service })));
}
