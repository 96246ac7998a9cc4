import type { ContextInfo, FoundService } from '../../src-main/shared/catalog.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';
import { localAddress } from '../text/addresses.ts';
import { bestMatches } from '../text/best-matches.ts';
import { clusterLook } from '../text/cluster-look.ts';
import { obstacleTo, portWords, remoteOf } from '../text/declared-port.ts';
import { type StateLook, summariseSession } from '../text/session-summary.ts';
import type { AppState } from './app-state.svelte.ts';
import { groupMenu } from './forward-menu.ts';

/** One thing that can be found, and what choosing it does. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'Forward' | 'Service' | 'Cluster' | 'Action';
  readonly title: string;
  readonly detail: string;
  /** Asked where it is shown: it may change each second, which is no reason to search again. */
  readonly look: (() => StateLook) | null;
  readonly run: () => void;
}

interface PlacedService extends FoundService {
  readonly context: string;
}

const shownAtMost = 50;

/** The search over everything: forwards, clusters, actions, and the services of every connected cluster. */
export class Palette {
  query = $state('');
  readonly #app: AppState;
  #services = $state.raw<readonly PlacedService[]>([]);
  readonly #entries = $derived.by(() => this.#collect());
  readonly matches = $derived(bestMatches(this.#entries, this.query, shownAtMost));

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Asks the connected clusters for their services; each one's are found as soon as they are there. */
  async load(): Promise<void> {
    const { clusters } = this.#app;
    const connected = clusters.contexts.filter(({ name }) => clusters.status(name).phase === 'connected');
    await Promise.all(connected.map((context) => this.#loadServices(context)));
  }

  async #loadServices({ name: context, namespace: own }: ContextInfo): Promise<void> {
    const { client } = this.#app;
    const read = (namespace: string | null) => client.request('catalog.services', { context, namespace });
    // Who may not list those of all namespaces may often list those of the own one. What cannot be read at all is not
    // found; why stands in the cluster's view.
    const found = await read(null).catch(() => read(own).catch(() => []));
    this.#services = [...this.#services, ...found.map((service) => ({ context, ...service }))];
  }

  #collect(): PaletteEntry[] {
    const { clusters, forwards } = this.#app;
    return [
      ...forwards.list.map((forward) => this.#forward(forward)),
      ...clusters.contexts.map((context) => this.#cluster(context)),
      ...this.#actions(),
      ...this.#groups(),
      ...forwards.list.flatMap((forward) => this.#forwardActions(forward)),
      ...this.#services.flatMap((service) => this.#ports(service)),
    ];
  }

  #forward(forward: Forward): PaletteEntry {
    const { forwards, traffic, navigation } = this.#app;
    const { id, label, target } = forward;
    const session = forwards.session(id);
    return {
      key: `forward ${id}`,
      kind: 'Forward',
      title: label,
      detail: [localAddress(forward, session, 0), ...placeWords(target), formatTarget(target)]
        .filter((word) => word !== null)
        .join(' · '),
      look: () => summariseSession(forwards.session(id), traffic.of(id).total.held),
      run: () => navigation.showForward(id),
    };
  }

  #forwardActions(forward: Forward): PaletteEntry[] {
    const { actions, forwards, navigation } = this.#app;
    const { id, label, target } = forward;
    const session = forwards.session(id);
    const isOn = isRunning(session);
    const address = localAddress(forward, session, 0);
    const action = (title: string, run: () => void): PaletteEntry => ({
      key: `${title} ${id}`,
      kind: 'Action',
      title: `${title} ${label}`,
      detail: placeWords(target).join(' · '),
      look: null,
      run,
    });
    return [
      action(isOn ? 'Stop' : 'Start', () => actions.toggle(forward)),
      ...(address === null ? [] : [action('Copy address of', () => void actions.copyAddress(forward))]),
      ...(isOn ? [action('Open in browser:', () => actions.open(forward))] : []),
      action('Edit', () => navigation.edit(forward)),
    ];
  }

  #groups(): PaletteEntry[] {
    const { list } = this.#app.forwards;
    const names = new Set(list.map(({ group }) => group).filter((name) => name !== null));
    return [...names].flatMap((name) =>
      groupMenu(name, this.#app).flatMap((entry): PaletteEntry[] =>
        entry === null || entry.disabled
          ? []
          : [
              {
                key: entry.label,
                kind: 'Action',
                title: entry.label,
                detail: '',
                look: null,
                run: entry.run,
              },
            ],
      ),
    );
  }

  #cluster(context: ContextInfo): PaletteEntry {
    const { clusters, navigation } = this.#app;
    const { name, server } = context;
    return {
      key: `cluster ${name}`,
      kind: 'Cluster',
      title: name,
      detail: server,
      look: () => clusterLook(context, clusters.status(name)),
      run: () => navigation.showCluster(name),
    };
  }

  #actions(): PaletteEntry[] {
    const { actions, client, clusters, demo, forwards, navigation, toasts } = this.#app;
    const action = (title: string, run: () => void, detail = ''): PaletteEntry => ({
      key: title,
      kind: 'Action',
      title,
      detail,
      look: null,
      run,
    });
    const running = forwards.running.length;
    return [
      action('New forward', () => navigation.newForward()),
      action('Show forwards', () => navigation.showForwards()),
      ...(running < forwards.list.length
        ? [action('Start all forwards', () => void toasts.attempt(client.request('forward.startAll')))]
        : []),
      ...(running > 0
        ? [action('Stop all forwards', () => void toasts.attempt(client.request('forward.stopAll')))]
        : []),
      action('Import forwards', () => (navigation.importing = true)),
      ...(forwards.list.length > 0
        ? [
            action('Export forwards as a workspace file', () => void actions.exportWorkspace()),
            action('Copy all forwards as kubectl lines', () => void actions.copyAsKubectl()),
          ]
        : []),
      action('Add a cluster', () => (navigation.addingCluster = true)),
      ...(clusters.hasDemo ? [] : [action('Try the demo cluster', () => demo.open())]),
      action('Settings', () => navigation.showSettings()),
      action('Keyboard shortcuts', () => (navigation.showingShortcuts = true)),
    ];
  }

  /** One entry for each port that has no forward yet; the forwards themselves are found as such. */
  #ports({ context, namespace, name, ports }: PlacedService): PaletteEntry[] {
    const target: Target = { context, namespace, kind: 'service', name };
    const taken = this.#app.forwards
      .to(target)
      .flatMap((forward) => forward.ports.map(({ remote }) => remote));
    return ports
      .filter((port) => obstacleTo(port, true) === null)
      .filter((port) => !taken.includes(remoteOf(port)) && !taken.includes(port.port))
      .map((port) => ({
        key: `service ${JSON.stringify([context, namespace, name, port.port])}`,
        kind: 'Service' as const,
        title: `Forward ${name} ${portWords(port)}`,
        detail: placeWords(target).join(' · '),
        look: null,
        run: () => void this.#forwardPort(target, remoteOf(port)),
      }));
  }

  async #forwardPort(target: Target, remote: string | number): Promise<void> {
    const { actions, navigation } = this.#app;
    const forward = await actions.forwardPort(target, remote);
    if (forward !== null) navigation.showForward(forward.id);
  }
}

function placeWords({ namespace, context }: Target): string[] {
  return [namespace, context];
}
