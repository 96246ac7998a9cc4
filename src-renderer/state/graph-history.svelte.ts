import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import type { ForwardId } from '../../src-main/shared/forward.ts';
import {
  type TrafficHistory,
  type TrafficSpan,
  trafficSpans,
} from '../../src-main/shared/traffic-history.ts';
import type { Client } from '../client.ts';

interface Watched {
  readonly id: ForwardId;
  readonly span: TrafficSpan;
}

/** The remembered traffic of the forward whose graph is shown, read anew with each of its steps while the window is seen. */
export class GraphHistory {
  history = $state.raw<TrafficHistory | null>(null);
  readonly #client: Client;
  #watched: Watched | null = null;
  #readAt = 0;

  constructor(client: Client) {
    this.#client = client;
    // None comes while the window is hidden: then there is nothing to draw.
    client.on('traffic', ({ at }) => {
      const watched = this.#watched;
      if (watched === null || at - this.#readAt < trafficSpans[watched.span].stepSeconds * 1_000 - 500)
        return;
      this.#readAt = at;
      void this.#read(watched);
    });
  }

  /** Shows this forward's last span until released. */
  watch(id: ForwardId, span: TrafficSpan): Unsubscribe {
    const watched = { id, span };
    this.#watched = watched;
    this.#readAt = 0;
    this.history = null;
    void this.#read(watched);
    return () => {
      if (this.#watched === watched) this.#watched = null;
    };
  }

  async #read(watched: Watched): Promise<void> {
    try {
      const history = await this.#client.request('traffic.history', watched);
      if (this.#watched === watched) this.history = history;
    } catch {
      // A forward removed at this moment has no graph; any other fault, the next step tries again.
    }
  }
}
