import { SvelteMap } from 'svelte/reactivity';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { ForwardId } from '../../src-main/shared/forward.ts';
import { trafficSpans } from '../../src-main/shared/traffic-history.ts';
import {
  totalTraffic,
  type PodTraffic,
  type PortTraffic,
  type TrafficSample,
} from '../../src-main/shared/traffic.ts';
import type { Transport } from '../../src-main/shared/transport.ts';
import type { Client } from '../client.ts';

/** A tick later than this means that samples were missed while the window was hidden. */
const longestTickMs = 2_500;

/** One forward's counts and its last minute of rates, oldest first; only its own cells read it. */
export class ForwardTraffic {
  ports = $state.raw<readonly PortTraffic[]>([]);
  pods = $state.raw<readonly PodTraffic[]>([]);
  transport = $state.raw<Transport | null>(null);
  received = $state.raw<readonly number[]>([]);
  sent = $state.raw<readonly number[]>([]);
  readonly total = $derived(totalTraffic(this.ports));

  /** Received and sent together, for the small graph. */
  readonly both = $derived(this.received.map((rate, index) => rate + (this.sent[index] ?? 0)));

  /** Takes what is now, without its rates. */
  show({ ports, pods, transport }: TrafficSample): void {
    this.ports = ports;
    this.pods = pods;
    this.transport = transport;
  }

  addSample(sample: TrafficSample): void {
    this.show(sample);
    const { receivedRate, sentRate } = totalTraffic(sample.ports);
    this.received = [...this.received, receivedRate].slice(-trafficSpans.minute.steps);
    this.sent = [...this.sent, sentRate].slice(-trafficSpans.minute.steps);
  }
}

const none = new ForwardTraffic();

/** Traffic of all forwards, one sample a second. */
export class TrafficState {
  readonly #byId = new SvelteMap<ForwardId, ForwardTraffic>();
  readonly #client: Client;
  #lastAt: number | null = null;

  readonly total = $derived(totalTraffic([...this.#byId.values()].map(({ total }) => total)));

  constructor(client: Client) {
    this.#client = client;
    client.on('traffic', ({ at, samples }) => this.#tick(at, samples));
  }

  of(id: ForwardId): ForwardTraffic {
    return this.#byId.get(id) ?? none;
  }

  apply(snapshot: AppSnapshot): void {
    this.#byId.clear();
    for (const sample of snapshot.traffic) this.#ensure(sample.id).show(sample);
  }

  /** Reads the last minute anew, at the beginning and after the window was hidden. */
  async loadHistory(): Promise<void> {
    for (const { id, received, sent } of await this.#client.request('traffic.recent')) {
      const traffic = this.#ensure(id);
      traffic.received = received;
      traffic.sent = sent;
    }
  }

  #tick(at: number, samples: readonly TrafficSample[]): void {
    const missed = this.#lastAt !== null && at - this.#lastAt > longestTickMs;
    this.#lastAt = at;
    const known = new Set(samples.map(({ id }) => id));
    for (const id of this.#byId.keys()) if (!known.has(id)) this.#byId.delete(id);
    for (const sample of samples) this.#ensure(sample.id).addSample(sample);
    // A graph with a gap is no reason to bother anyone; the next tick tries again by itself.
    if (missed) this.loadHistory().catch(() => (this.#lastAt = 0));
  }

  #ensure(id: ForwardId): ForwardTraffic {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const traffic = new ForwardTraffic();
    this.#byId.set(id, traffic);
    return traffic;
  }
}
