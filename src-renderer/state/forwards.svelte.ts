import { SvelteMap } from 'svelte/reactivity';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { isExposed } from '../../src-main/shared/bind-address.ts';
import type { Forward, ForwardId } from '../../src-main/shared/forward.ts';
import { boundPorts, isRunning, type SessionState } from '../../src-main/shared/session.ts';
import { type Target, targetKey } from '../../src-main/shared/target.ts';
import { timelineLength, type TimelineEntry } from '../../src-main/shared/timeline.ts';
import type { Client } from '../client.ts';

const stopped: SessionState = { phase: 'stopped' };

/** The saved forwards, their sessions and what happened to them, as the engine last said. */
export class ForwardsState {
  list = $state.raw<readonly Forward[]>([]);
  readonly #sessions = new SvelteMap<ForwardId, SessionState>();
  readonly #timelines = new SvelteMap<ForwardId, readonly TimelineEntry[]>();
  readonly #byTarget = $derived(Map.groupBy(this.list, (forward) => targetKey(forward.target)));

  /** What they lead to, each once. */
  readonly targets = $derived([...this.#byTarget.values()].flatMap(([first]) => first?.target ?? []));

  readonly running = $derived(this.list.filter(({ id }) => isRunning(this.session(id))));
  /** Those that a client can use now: running ones may still wait for a pod, the API or a login. */
  readonly active = $derived(this.running.filter(({ id }) => this.session(id).phase === 'active'));
  readonly exposed = $derived(this.running.filter(({ addresses }) => isExposed(addresses)));

  constructor(client: Client) {
    client.on('forwards.changed', ({ forwards }) => (this.list = forwards));
    client.on('forward.changed', ({ forward }) => {
      this.list = this.list.map((each) => (each.id === forward.id ? forward : each));
    });
    client.on('session.changed', ({ id, state }) => this.#sessions.set(id, state));
    client.on('timeline.added', ({ id, entry }) => {
      const entries = this.timeline(id);
      if (entries.some(({ seq }) => seq === entry.seq)) return;
      this.#timelines.set(id, [...entries, entry].slice(-timelineLength));
    });
  }

  apply(snapshot: AppSnapshot): void {
    this.list = snapshot.forwards;
    this.#sessions.clear();
    for (const { id, state } of snapshot.sessions) this.#sessions.set(id, state);
    this.#timelines.clear();
    for (const { id, entries } of snapshot.timelines) this.#timelines.set(id, entries);
  }

  find(id: ForwardId | null): Forward | undefined {
    return this.list.find((forward) => forward.id === id);
  }

  inGroup(name: string): readonly Forward[] {
    return this.list.filter(({ group }) => group === name);
  }

  session(id: ForwardId): SessionState {
    return this.#sessions.get(id) ?? stopped;
  }

  /** Oldest first. */
  timeline(id: ForwardId): readonly TimelineEntry[] {
    return this.#timelines.get(id) ?? [];
  }

  /** The forwards that lead to exactly this target. */
  to(target: Target): readonly Forward[] {
    return this.#byTarget.get(targetKey(target)) ?? [];
  }

  /** Another forward that listens on a local port which this one wants. */
  holding(forward: Forward): Forward | undefined {
    const wanted = forward.ports.flatMap(({ local }) => (local.kind === 'fixed' ? [local.port] : []));
    return this.running.find(
      ({ id }) =>
        id !== forward.id &&
        boundPorts(this.session(id)).some(({ endpoints }) =>
          endpoints.some(({ port }) => wanted.includes(port)),
        ),
    );
  }

  activeIn(context: string): number {
    return this.active.filter(({ target }) => target.context === context).length;
  }
}
