import type {
  AppSnapshot,
  Bridge,
  EventName,
  EventPayload,
  Input,
  Output,
  RequestName,
} from '../src-main/shared/api.ts';
import type { Unsubscribe } from '../src-main/shared/emitter.ts';
import { ProblemError } from '../src-main/shared/problem.ts';

type Arguments<N extends RequestName> = undefined extends Input<N> ? [] : [input: Input<N>];
type Listener = (payload: unknown) => void;
interface Message {
  readonly name: string;
  readonly payload: unknown;
}

/** The window's side of the contract: typed requests, and events that begin where the snapshot ends. */
export class Client {
  readonly #bridge: Bridge;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Events that came before the snapshot; null once joined. */
  #buffer: Message[] | null = [];

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.subscribe((name, payload) => {
      if (this.#buffer === null) this.#tell({ name, payload });
      else this.#buffer.push({ name, payload });
    });
  }

  /** Asks the main process. Throws the `ProblemError` it answers with. */
  async request<N extends RequestName>(name: N, ...input: Arguments<N>): Promise<Output<N>> {
    const reply = await this.#bridge.request(name, input[0]);
    if (reply.ok) return reply.value as Output<N>;
    throw ProblemError.of(reply.problem);
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    const entry = listener as Listener;
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  }

  /**
   * Gives the snapshot to `apply`, then the events that are not in it yet, then all that follow.
   * When the snapshot cannot be had, events go on being kept and `join` may be called again.
   */
  async join(apply: (snapshot: AppSnapshot) => void): Promise<void> {
    const snapshot = await this.request('app.snapshot');
    apply(snapshot);
    const early = this.#buffer ?? [];
    this.#buffer = null;
    for (const message of early) {
      if (revisionOf(message.payload) > snapshot.revision) this.#tell(message);
    }
  }

  #tell({ name, payload }: Message): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }
}

/** Events without a revision (traffic, connections, catalogue) are never part of a snapshot. */
function revisionOf(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('revision' in payload)) return Infinity;
  return typeof payload.revision === 'number' ? payload.revision : Infinity;
}
