import type { PodRef } from '../../shared/session.ts';
import { formerPodLimit, type PodTraffic, podTrafficLimit } from '../../shared/traffic.ts';

/** Counts of one forward on one pod, added to on the byte path and read once a second. */
export interface PodCounter {
  readonly name: string;
  open: number;
  total: number;
  failed: number;
  receivedBytes: number;
  sentBytes: number;
}

/** What a forward does with its pods now. */
export interface PodRoles {
  /** New connections may go there. */
  readonly current: readonly PodRef[];
  readonly leaving: readonly PodRef[];
}

const none: PodRoles = { current: [], leaving: [] };
const order = { current: 0, terminating: 1, former: 2 };

/** One forward's counts by the name of the pod; a new pod of a stateful set goes on where the one before it ended. */
export class PodCounters {
  /** Used longest ago first. */
  readonly #counters = new Map<string, PodCounter>();
  #roles = () => none;

  /** Connections that are on a pod now. */
  openOn(pod: PodRef): number {
    return this.#counters.get(pod.name)?.open ?? 0;
  }

  /** Counts a connection on a pod; whoever takes the counter gives `open` back. */
  take({ name }: PodRef): PodCounter {
    const counter = this.#counters.get(name) ?? newCounter(name);
    this.#counters.delete(name);
    this.#counters.set(name, counter);
    counter.open += 1;
    counter.total += 1;
    return counter;
  }

  /** Of the pods that ever had a connection and are not forgotten. */
  get used(): Iterable<PodCounter> {
    return this.#counters.values();
  }

  /** Asks `roles` from now on until the returned function is called. */
  follow(roles: () => PodRoles): () => void {
    this.#roles = roles;
    return () => {
      this.#roles = () => none;
    };
  }

  /** The current pods first, then those that are terminating, then former ones, each by name. */
  sample(): PodTraffic[] {
    const stateOf = this.#states();
    this.#forgetOldest(stateOf);
    const unused = [...stateOf.keys()].filter(
      (name) => !this.#counters.has(name) && stateOf.get(name) === 'current',
    );
    return [...this.#counters.values(), ...unused.map(newCounter)]
      .map((counter) => ({ ...counter, state: stateOf.get(counter.name) ?? 'former' }))
      .toSorted((a, b) => order[a.state] - order[b.state] || (a.name < b.name ? -1 : 1))
      .slice(0, podTrafficLimit);
  }

  /** Of the pods that are not former ones. */
  #states(): Map<string, PodTraffic['state']> {
    const { current, leaving } = this.#roles();
    return new Map([
      ...leaving.map(({ name }) => [name, 'terminating'] as const),
      ...current.map(({ name }) => [name, 'current'] as const),
    ]);
  }

  #forgetOldest(known: ReadonlyMap<string, PodTraffic['state']>): void {
    const former = [...this.#counters.values()].filter(({ name, open }) => open === 0 && !known.has(name));
    for (const { name } of former.slice(0, -formerPodLimit)) this.#counters.delete(name);
  }
}

function newCounter(name: string): PodCounter {
  return { name, open: 0, total: 0, failed: 0, receivedBytes: 0, sentBytes: 0 };
}
