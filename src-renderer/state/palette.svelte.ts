import type { ContextInfo, DeclaredPort, FoundService } from '../../src-main/shared/catalog.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { message, say, type Message } from '../../src-main/shared/language/message.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';
import { language, said } from '../language.svelte.ts';
import { localAddress } from '../text/addresses.ts';
import { bestMatches } from '../text/best-matches.ts';
import { clusterLook } from '../text/cluster-look.ts';
import { obstacleTo, portWords, remoteOf } from '../text/declared-port.ts';
import { type StateLook, summariseSession } from '../text/session-summary.ts';
import type { AppState } from './app-state.svelte.ts';

/** One thing that can be found, and what choosing it does. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'forward' | 'service' | 'cluster' | 'action';
  readonly title: string;
  /** The title in English, where the window speaks another language: many type commands in English all the same. */
  readonly alias?: string | undefined;
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
      kind: 'forward',
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
    const offer = (words: Message, run: () => void) =>
      action(words, run, { of: id, detail: placeWords(target).join(' · ') });
    return [
      offer(message(isOn ? 'palette.stop' : 'palette.start', { label }), () => actions.toggle(forward)),
      ...(address === null
        ? []
        : [offer(message('palette.copyAddress', { label }), () => void actions.copyAddress(forward))]),
      ...(isOn ? [offer(message('palette.open', { label }), () => actions.open(forward))] : []),
      offer(message('palette.edit', { label }), () => navigation.edit(forward)),
    ];
  }

  #groups(): PaletteEntry[] {
    const { actions, client, forwards, toasts } = this.#app;
    return [...Map.groupBy(forwards.list, ({ group }) => group)].flatMap(([group, members]) => {
      if (group === null) return [];
      const ids = members.map(({ id }) => id);
      const running = ids.filter((id) => isRunning(forwards.session(id))).length;
      const start = () => void actions.startMany(members);
      const stop = () => void toasts.attempt(client.request('forward.stopMany', { ids }));
      return [
        ...(running < ids.length
          ? [action(message('palette.startGroup', { group }), start, { of: group })]
          : []),
        ...(running > 0 ? [action(message('palette.stopGroup', { group }), stop, { of: group })] : []),
      ];
    });
  }

  #cluster(context: ContextInfo): PaletteEntry {
    const { clusters, navigation } = this.#app;
    const { name, server } = context;
    return {
      key: `cluster ${name}`,
      kind: 'cluster',
      title: name,
      detail: server,
      look: () => clusterLook(context, clusters.status(name)),
      run: () => navigation.showCluster(name),
    };
  }

  #actions(): PaletteEntry[] {
    const { actions, client, clusters, demo, forwards, navigation, toasts, tour } = this.#app;
    const running = forwards.running.length;
    const startAll = () => void actions.startMany(forwards.list);
    const stopAll = () => void toasts.attempt(client.request('forward.stopAll'));
    return [
      action(message('editor.new'), () => navigation.newForward()),
      action(message('palette.showForwards'), () => navigation.showForwards()),
      ...(running < forwards.list.length ? [action(message('palette.startAll'), startAll)] : []),
      ...(running > 0 ? [action(message('palette.stopAll'), stopAll)] : []),
      action(message('importing.title'), () => navigation.import()),
      action(message('workspace.open'), () => void toasts.attempt(client.request('app.open'))),
      ...(forwards.list.length > 0
        ? [
            action(message('palette.exportWorkspace'), () => void actions.exportWorkspace(null)),
            action(message('palette.copyAsKubectl'), () => void actions.copyAsKubectl(null)),
          ]
        : []),
      action(message('adding.title'), () => (navigation.addingCluster = true)),
      ...(clusters.hasDemo ? [] : [action(message('palette.tryDemo'), () => demo.open())]),
      action(message('settings.title'), () => navigation.showSettings()),
      action(message('palette.shortcuts'), () => (navigation.showingShortcuts = true)),
      action(message('tour.again'), () => tour.restart()),
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
        kind: 'service' as const,
        ...inBothLanguages(message('palette.forwardPort', { service: name, port: portWords(port) })),
        detail: placeWords(target).join(' · '),
        look: null,
        run: () => void this.#forwardPort(target, port),
      }));
  }

  async #forwardPort(target: Target, port: DeclaredPort): Promise<void> {
    const { actions, navigation } = this.#app;
    const forward = await actions.forwardPort(target, port);
    if (forward !== null) navigation.showForward(forward.id);
  }
}

/** `of` is what the action is done to, where the same can be done to others. */
function action(words: Message, run: () => void, { of = '', detail = '' } = {}): PaletteEntry {
  return { key: `${words.id} ${of}`, kind: 'action', ...inBothLanguages(words), detail, look: null, run };
}

function inBothLanguages(words: Message) {
  return { title: said(words), alias: language() === 'en' ? undefined : say('en', words) };
}

function placeWords({ namespace, context }: Target): string[] {
  return [namespace, context];
}
