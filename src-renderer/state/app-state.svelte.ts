import { createContext } from 'svelte';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import type { Client } from '../client.ts';
import { Announcements } from './announcements.svelte.ts';
import { Arrival } from './arrival.svelte.ts';
import { CatalogState } from './catalog.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { ClustersState } from './clusters.svelte.ts';
import { ConnectionsState } from './connections.svelte.ts';
import { Demo } from './demo.ts';
import { ForwardActions } from './forward-actions.ts';
import { FoundTargets } from './found-targets.svelte.ts';
import { ForwardsState } from './forwards.svelte.ts';
import { PeersState } from './peers.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { GraphHistory } from './graph-history.svelte.ts';
import { NoticesState } from './notices.svelte.ts';
import { ProductionQuestion } from './production-question.svelte.ts';
import { EntriesState } from './entries.svelte.ts';
import { ProxiesState } from './proxies.svelte.ts';
import { ProductionState } from './production.svelte.ts';
import { RowAnnouncer } from './row-announcer.ts';
import { SecretClipboardState } from './secret-clipboard.svelte.ts';
import { SettingsState } from './settings.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Tour } from './tour.svelte.ts';
import { TrafficState } from './traffic.svelte.ts';
import { WaysState } from './ways.svelte.ts';

/** Whether the window has joined the engine yet. */
type JoinPhase =
  | { readonly phase: 'joining' }
  | { readonly phase: 'joined'; readonly version: string; readonly platform: string }
  | { readonly phase: 'failed'; readonly problem: Problem };

/** All that the window shows; made once and given to every view by context. */
export class AppState {
  readonly client: Client;
  readonly forwards: ForwardsState;
  readonly traffic: TrafficState;
  readonly clusters: ClustersState;
  readonly found: FoundTargets;
  readonly catalog: CatalogState;
  readonly ways: WaysState;
  readonly connections: ConnectionsState;
  readonly peers: PeersState;
  readonly production: ProductionState;
  readonly proxies: ProxiesState;
  readonly entries: EntriesState;
  readonly question: ProductionQuestion;
  readonly graph: GraphHistory;
  readonly notices: NoticesState;
  readonly settings: SettingsState;
  readonly navigation = new Navigation();
  readonly toasts = new Toasts();
  readonly announcements = new Announcements();
  readonly clock = new Clock();
  readonly arrival: Arrival;
  readonly #rowAnnouncer: RowAnnouncer;
  readonly secretClipboard: SecretClipboardState;
  readonly actions: ForwardActions;
  readonly demo: Demo;
  readonly tour: Tour;
  join = $state.raw<JoinPhase>({ phase: 'joining' });

  constructor(client: Client) {
    this.client = client;
    this.forwards = new ForwardsState(client);
    this.traffic = new TrafficState(client);
    this.clusters = new ClustersState(client);
    this.found = new FoundTargets(client, this.clusters);
    this.catalog = new CatalogState(client);
    this.ways = new WaysState(client);
    this.connections = new ConnectionsState(client);
    this.peers = new PeersState(client);
    this.production = new ProductionState(client);
    this.proxies = new ProxiesState(client);
    this.entries = new EntriesState(client);
    this.question = new ProductionQuestion(this.production);
    this.graph = new GraphHistory(client);
    this.notices = new NoticesState(client);
    this.settings = new SettingsState(client);
    const { announcements, forwards, clusters, navigation, question, settings, toasts } = this;
    this.#rowAnnouncer = new RowAnnouncer(this);
    this.arrival = new Arrival({ client, forwards, clusters, navigation, question, toasts });
    this.secretClipboard = new SecretClipboardState(client, announcements);
    this.actions = new ForwardActions({
      announcements,
      client,
      forwards,
      navigation,
      question,
      toasts,
    });
    this.demo = new Demo({ client, navigation, toasts });
    this.tour = new Tour({ client, clusters, demo: this.demo, forwards, navigation, settings, toasts });
    client.on('production.asked', ({ asked }) => void this.actions.doAsked(asked));
  }

  /** The operating system, as Node names it; empty until the engine has told it. */
  get platform(): string {
    return this.join.phase === 'joined' ? this.join.platform : '';
  }

  /** The key that this system's shortcuts begin with, as its menus write it. */
  get commandKey(): '⌘' | 'Ctrl' {
    return this.platform === 'darwin' ? '⌘' : 'Ctrl';
  }

  /** Something stands before the view: a dialog, or a question. */
  get isCovered(): boolean {
    return this.navigation.isCovered || this.question.open !== null;
  }

  /** Joins the engine; where that fails, says why and may be called again. */
  async start(): Promise<void> {
    this.join = { phase: 'joining' };
    try {
      await this.client.join((snapshot) => this.#apply(snapshot));
    } catch (error) {
      this.join = { phase: 'failed', problem: problemOf(error) };
      return;
    }
    await this.toasts.attempt(this.traffic.loadHistory());
  }

  async tellDrawn(): Promise<void> {
    await this.toasts.attempt(this.client.request('app.drawn'));
  }

  #apply(snapshot: AppSnapshot): void {
    this.forwards.apply(snapshot);
    this.traffic.apply(snapshot);
    this.clusters.apply(snapshot);
    this.notices.apply(snapshot);
    this.settings.apply(snapshot);
    this.arrival.apply(snapshot);
    this.production.apply(snapshot);
    this.proxies.apply(snapshot);
    this.entries.apply(snapshot);
    this.#rowAnnouncer.apply(snapshot);
    void this.actions.doAsked(snapshot.asked);
    this.join = { phase: 'joined', version: snapshot.version, platform: snapshot.platform };
  }
}

export const [getApp, setApp] = createContext<AppState>();
