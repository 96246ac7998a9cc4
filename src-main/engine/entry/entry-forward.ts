import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { defaultSettings } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, ProblemError } from '../../shared/problem.ts';
import type { SessionState } from '../../shared/session.ts';
import { ManagedForward } from '../forwards/managed-forward.ts';
import type { SessionWorld } from '../forwards/session-world.ts';
import { Deadline } from '../tunnel/deadline.ts';
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

/**
 * A forward of this run to the program that serves a host, for its local entry alone. Nothing listens for it: at a port of its
 * own any page of a browser could come to the program, past the entry's gate.
 */
export class EntryForward implements AsyncDisposable {
  readonly #managed: ManagedForward;

  /** Resolves once it has a pod. Throws what keeps it from that, or the signal's reason; nothing stays open then. */
  static async open(
    { context, to, world, onProblem }: EntryForwardOptions,
    signal: AbortSignal,
  ): Promise<EntryForward> {
    const { namespace, service, port } = to;
    const decided = Promise.withResolvers<undefined>();
    let isReady = false;
    const managed = new ManagedForward({
      forward: {
        id: randomUUID(),
        label: `entry svc/${service}`,
        target: { context, namespace, kind: 'service', name: service },
        ports: [{ local: { kind: 'auto', last: null }, remote: port }],
        addresses: [],
        ...defaultSettings,
        balance: { mode: 'leastConnections' },
        allowFrom: [],
        wanted: true,
        startedAt: null,
      },
      world,
      onSession: (state) => {
        if (isReady) onProblem(problemOf(state));
        if (state.phase === 'active' || problemOf(state) !== null) decided.resolve(undefined);
      },
      onTimeline: () => undefined,
      onAccepted: () => undefined,
    });
    await using opening = new AsyncDisposableStack();
    opening.use(managed.session);
    using deadline = new Deadline(signal, world.clock, readyLimitMs, () => tooLate(to));
    deadline.whenOver(() => decided.resolve(undefined));
    await managed.session.start(message('timeline.startedByYou'));
    await decided.promise;
    deadline.throwIfOver();
    const problem = problemOf(managed.session.state);
    if (problem !== null) throw ProblemError.of(problem);
    isReady = true;
    opening.move();
    return new EntryForward(managed);
  }

  private constructor(managed: ManagedForward) {
    this.#managed = managed;
  }

  /** What is in its way now; null for nothing. */
  get problem(): Problem | null {
    return problemOf(this.#managed.session.state);
  }

  /** As `Session.connect`. */
  connect(): Duplex {
    return this.#managed.session.connect();
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
