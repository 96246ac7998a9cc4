import type { AppSnapshot, EventName, EventPayload } from '../shared/api.ts';
import type { ForwardId } from '../shared/forward.ts';
import type { RouteMap } from '../shared/route.ts';
import type { SecretOnClipboard } from '../shared/secret.ts';
import type { Target } from '../shared/target.ts';
import type { TrafficSample } from '../shared/traffic.ts';
import type { Engine } from '../engine/engine.ts';
import type { Destinations } from './destinations.ts';
import type { OpenRoutes } from '../engine/routes/routes.ts';
import type { OpenQuestion } from './open-question.ts';
import type { SettingsStore } from './settings-store.ts';
import { WhileVisible } from './while-visible.ts';

/** What the window hears of the engine. */
export type SendEvent = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

export interface EventFeedOptions {
  readonly engine: Engine;
  readonly settings: SettingsStore;
  readonly destinations: Destinations;
  readonly question: OpenQuestion;
  readonly send: SendEvent;
}

type EngineState = Omit<AppSnapshot, 'version' | 'platform' | 'preferredLanguages'>;

interface OpenCatalog {
  readonly context: string;
  readonly namespace: string | null;
}

/**
 * Numbers what happens in the engine and sends it to the window.
 * A window that begins listening, asks for a snapshot and drops the events up to its revision misses nothing:
 * emitters call at once, and a snapshot is taken without a pause.
 */
export class EventFeed implements Disposable {
  readonly #engine: Engine;
  readonly #settings: SettingsStore;
  readonly #destinations: Destinations;
  readonly #question: OpenQuestion;
  readonly #send: SendEvent;
  readonly #subscriptions = new DisposableStack();
  #revision = 0;
  #visible = false;
  #watched: ForwardId | null = null;
  readonly #catalog: WhileVisible<OpenCatalog>;
  readonly #ways: WhileVisible<Target, OpenRoutes>;
  #map: RouteMap | null = null;
  #probing = new AbortController();

  constructor({ engine, settings, destinations, question, send }: EventFeedOptions) {
    this.#engine = engine;
    this.#settings = settings;
    this.#destinations = destinations;
    this.#question = question;
    this.#send = send;
    const { catalogs, routes } = engine;
    this.#catalog = new WhileVisible((open) =>
      catalogs.open(open.context, open.namespace, (deltas) => send('catalog.changed', { ...open, deltas })),
    );
    this.#ways = new WhileVisible((target) =>
      routes.open(target, (news) => {
        this.#map = news.phase === 'live' ? news.map : null;
        send('ways.changed', { target, news });
      }),
    );
    this.#subscribe();
  }

  snapshot(): EngineState {
    const { apiProxies, localEntries, forwards, contexts, clusters, notices, production } = this.#engine;
    const list = [...forwards.list()];
    return {
      revision: this.#revision,
      forwards: list,
      sessions: list.map(({ id }) => ({ id, state: forwards.state(id) })),
      timelines: list.map(({ id }) => ({ id, entries: [...forwards.timeline(id)] })),
      contexts: [...contexts.list()],
      kubeconfigs: [...contexts.kubeconfigs],
      clusters: [...clusters.statuses()],
      traffic: [...forwards.traffic()],
      notices: [...notices.list()],
      settings: this.#settings.value,
      destination: this.#destinations.pending,
      production: [...production.list()],
      proxies: [...apiProxies.list()],
      entries: [...localEntries.list()],
      asked: this.#question.asked,
    };
  }

  /** A hidden window costs nothing: no traffic, no connections, and the watches of what it shows are given back. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    for (const shown of [this.#catalog, this.#ways]) shown.setVisible(visible);
  }

  /** A file with forwards was opened. */
  showFile(text: string): void {
    this.#send('file.opened', { text });
  }

  /** A secret is on the clipboard, or no more. */
  showSecret(state: SecretOnClipboard): void {
    this.#send('secret.clipboard', state);
  }

  watchConnections(id: ForwardId | null): void {
    this.#watched = id;
    this.#sendConnections();
  }

  openCatalog(context: string, namespace: string | null): void {
    this.#catalog.want({ context, namespace });
  }

  closeCatalog(): void {
    this.#catalog.want(null);
  }

  openWays(target: Target): void {
    this.#forgetWays();
    this.#ways.want(target);
  }

  closeWays(): void {
    this.#forgetWays();
    this.#ways.want(null);
  }

  /**
   * Tries the ways in that were last told, each anew, and asks again for what was refused; ends early where others are
   * wanted meanwhile.
   */
  async probeWays(): Promise<void> {
    this.#probing.abort();
    this.#ways.held?.refresh();
    const map = this.#map;
    if (map === null) return;
    const { signal } = (this.#probing = new AbortController());
    const { target, routes } = map;
    try {
      await this.#engine.routes.probe(
        routes,
        (probe) => this.#send('ways.probed', { target, probe }),
        signal,
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** The ways in as they were last told; null where none are shown. */
  get map(): RouteMap | null {
    return this.#map;
  }

  /** The page is gone or loads anew: nothing it asked to see is wanted any more. */
  forgetPage(): void {
    this.#watched = null;
    this.closeCatalog();
    this.closeWays();
  }

  [Symbol.dispose](): void {
    this.#subscriptions.dispose();
    this.forgetPage();
  }

  #subscribe(): void {
    const { apiProxies, localEntries, forwards, contexts, clusters, notices, production } = this.#engine;
    const subscriptions = [
      forwards.onChanged((list) => this.#send('forwards.changed', { ...this.#next(), forwards: [...list] })),
      forwards.onForwardChanged((forward) => this.#send('forward.changed', { ...this.#next(), forward })),
      forwards.onSessionChanged((event) => this.#send('session.changed', { ...this.#next(), ...event })),
      forwards.onTimelineAdded((event) => this.#send('timeline.added', { ...this.#next(), ...event })),
      contexts.onChanged((list) => this.#send('contexts.changed', { ...this.#next(), contexts: [...list] })),
      clusters.onChanged((event) => this.#send('cluster.changed', { ...this.#next(), ...event })),
      notices.onChanged((list) => this.#send('notices.changed', { ...this.#next(), notices: [...list] })),
      this.#settings.onChanged((settings) => this.#send('settings.changed', { ...this.#next(), settings })),
      this.#destinations.onChanged((destination) =>
        this.#send('destination.changed', { ...this.#next(), destination }),
      ),
      production.onChanged((list) =>
        this.#send('production.changed', { ...this.#next(), contexts: [...list] }),
      ),
      apiProxies.onChanged((list) => this.#send('proxies.changed', { ...this.#next(), proxies: [...list] })),
      localEntries.onChanged((list) =>
        this.#send('entries.changed', { ...this.#next(), entries: [...list] }),
      ),
      this.#question.onChanged((asked) => this.#send('production.asked', { ...this.#next(), asked })),
      forwards.onTraffic((tick) => this.#sendTraffic(tick)),
    ];
    for (const unsubscribe of subscriptions) this.#subscriptions.defer(unsubscribe);
  }

  #forgetWays(): void {
    this.#probing.abort();
    this.#map = null;
  }

  #next(): { revision: number } {
    this.#revision += 1;
    return { revision: this.#revision };
  }

  #sendTraffic(tick: { readonly at: number; readonly samples: readonly TrafficSample[] }): void {
    if (!this.#visible) return;
    this.#send('traffic', { at: tick.at, samples: [...tick.samples] });
    this.#sendConnections();
  }

  #sendConnections(): void {
    const id = this.#watched;
    if (id === null || !this.#visible) return;
    // The window may still look at a forward that was just removed.
    if (!this.#engine.forwards.list().some((forward) => forward.id === id)) return;
    // Told with the next second's: the system takes its time, and nobody else asks for it.
    void this.#engine.forwards.nameClients(id);
    this.#send('connections', { id, connections: [...this.#engine.forwards.connections(id)] });
    this.#send('peers', { id, peers: this.#engine.forwards.peers(id) });
  }
}
