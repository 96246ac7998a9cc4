import type { ContextInfo, DeclaredPort } from '../../src-main/shared/catalog.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { localAddress } from '../../src-main/shared/local-address.ts';
import { message, type Message } from '../../src-main/shared/language/message.ts';
import { spaced } from '../../src-main/shared/language/spaced.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import { formatTarget, type Target, targetKey } from '../../src-main/shared/target.ts';
import { said, t } from '../language.svelte.ts';
import { BestMatches, searchable } from '../text/best-matches.ts';
import { clusterLook } from '../text/cluster-look.ts';
import { pairTo } from '../text/declared-port.ts';
import { type FoundTarget, foundWords, inBothLanguages, placeWords } from '../text/found-words.ts';
import { type SettingKey, settingKeys, settingWords } from '../text/setting-words.ts';
import { type StateLook, summariseSession } from '../text/session-summary.ts';
import type { AppState } from './app-state.svelte.ts';
import { clusterDeeds } from './cluster-menu.ts';
import type { Deed } from './deed.ts';
import { forwardDeeds } from './forward-menu.ts';
import { SoughtTargets } from './sought-targets.svelte.ts';

/** One thing that can be found, and what choosing it does. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'forward' | 'group' | 'service' | 'workload' | 'pod' | 'cluster' | 'setting' | 'action';
  readonly title: string;
  /** The title in English, where the window speaks another language: many type commands in English all the same. */
  readonly alias?: string | undefined;
  readonly detail: string;
  readonly worth?: number | undefined;
  /** The context that it names, where it names one. */
  readonly context?: string;
  /** Asked where it is shown: it may change each second, which is no reason to search again. */
  readonly look: (() => StateLook) | null;
  readonly run: () => void;
}

/** Clusters that are not searched, and that one click would search as well. */
export interface SearchOffer {
  readonly contexts: readonly string[];
  readonly isProduction: boolean;
}

const shownAtMost = 30;
/** Below everything else that has the same words. */
const rareWorth = 0.1;

/** The search over everything: forwards, clusters, settings, actions, and what is in every cluster that is searched. */
export class Palette {
  query = $state('');
  readonly #app: AppState;
  readonly #entries = $derived.by(() => this.#collect().map((entry) => searchable(entry, entry)));
  readonly #best = $derived.by(
    () => new BestMatches<PaletteEntry | FoundTarget>([...this.#entries, ...this.#app.found.all]),
  );
  readonly #sought: SoughtTargets;
  readonly matches: readonly PaletteEntry[] = $derived.by(() => {
    // Who writes Chinese or Japanese puts no space beside a name.
    const query = spaced(this.query);
    const entries = this.#best
      .of(query, shownAtMost, (found) => isEntry(found) || !this.#isForwarded(found))
      // Entries of what is in clusters are made for those that are shown: there may be tens of thousands.
      .map((found) => (isEntry(found) ? found : this.#target(found)));
    const ways = this.#sought
      .of(query, shownAtMost, (target) => !this.#hasForward(target))
      .map((target) => this.#ways(target));
    if (ways.length === 0) return entries;
    const all = [...entries, ...ways].map((entry) => searchable(entry, entry));
    return new BestMatches(all).of(query, shownAtMost);
  });

  constructor(app: AppState) {
    this.#app = app;
    this.#sought = new SoughtTargets(app.found);
  }

  /** Clusters of production apart from the others: nobody is to connect to one by chance. */
  get offers(): readonly SearchOffer[] {
    const { found, production } = this.#app;
    return [false, true]
      .map((isProduction) => ({
        isProduction,
        contexts: found.unsearched.filter((name) => production.has(name) === isProduction),
      }))
      .filter(({ contexts }) => contexts.length > 0);
  }

  #collect(): PaletteEntry[] {
    const { clusters, forwards } = this.#app;
    return [
      ...forwards.list.map((forward) => this.#forward(forward)),
      ...clusters.contexts.map((context) => this.#cluster(context)),
      ...this.#actions(),
      ...this.#groups(),
      ...settingKeys.map((key) => this.#setting(key)),
      ...forwards.list.flatMap((forward) =>
        forwardDeeds(forward, this.#app).flatMap((deed) => deedEntry(deed, forward.id, forward.target)),
      ),
      ...clusters.contexts.flatMap((context) =>
        clusterDeeds(context, this.#app).flatMap((deed) => deedEntry(deed, context.name)),
      ),
      ...forwards.targets.map((target) => this.#ways(target)),
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
      detail: [localAddress(forward, session, 0), placeWords(target), formatTarget(target)]
        .filter((word) => word !== null)
        .join(' · '),
      context: target.context,
      look: () => summariseSession(forwards.session(id), traffic.of(id).total.held),
      run: () => navigation.showForward(id),
    };
  }

  #groups(): PaletteEntry[] {
    const { actions, client, forwards, navigation, toasts } = this.#app;
    return [...Map.groupBy(forwards.list, ({ group }) => group)].flatMap(([group, members]) => {
      if (group === null) return [];
      const ids = members.map(({ id }) => id);
      const running = ids.filter((id) => isRunning(forwards.session(id))).length;
      const start = () => void actions.startMany(members);
      const stop = () => void toasts.attempt(client.request('forward.stopMany', { ids }));
      return [
        {
          key: `group ${group}`,
          kind: 'group' as const,
          title: group,
          detail: t('group.size', { forwards: ids.length }),
          look: null,
          run: () => navigation.showGroup(group),
        },
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
      context: name,
      look: () => clusterLook(context, clusters.status(name)),
      run: () => navigation.showCluster(name),
    };
  }

  #setting(key: SettingKey): PaletteEntry {
    const { label, sentence } = settingWords(key);
    return {
      key: `setting ${key}`,
      kind: 'setting',
      ...inBothLanguages(label),
      detail: said(sentence),
      look: null,
      run: () => this.#app.navigation.showSettings(key),
    };
  }

  #actions(): PaletteEntry[] {
    const { actions, client, clusters, demo, forwards, navigation, toasts, tour } = this.#app;
    const running = forwards.running.length;
    const startAll = () => void actions.startMany(forwards.list);
    const stopAll = () => void toasts.attempt(client.request('forward.stopAll'));
    return [
      action(message('window.newForward'), () => navigation.newForward()),
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
      ...(clusters.hasDemo ? [] : [action(message('window.tryDemo'), () => demo.open())]),
      action(message('settings.title'), () => navigation.showSettings()),
      action(message('ways.served'), () => (navigation.showingServed = true)),
      action(message('shortcuts.title'), () => (navigation.showingShortcuts = true)),
      action(message('menu.documentation'), () => void toasts.attempt(client.request('app.openDocs'))),
      action(message('tour.again'), () => tour.restart()),
    ];
  }

  /** The forward itself is found instead. */
  #isForwarded({ port, ...target }: FoundTarget): boolean {
    return port !== null && pairTo(port, this.#app.forwards.to(target)) !== null;
  }

  /** A port is forwarded at once; others lead to the editor, which asks for theirs. */
  #target(found: FoundTarget): PaletteEntry {
    const { port, ...target } = found;
    return {
      key: `target ${targetKey(target)} ${String(port?.port)}`,
      kind: target.kind === 'service' || target.kind === 'pod' ? target.kind : 'workload',
      ...foundWords(found),
      context: target.context,
      look: null,
      run: () => {
        if (port === null) this.#app.navigation.newForward(target);
        else void this.#forwardPort(target, port);
      },
    };
  }

  /** Its ways in are found with the forwards. */
  #hasForward(target: Target): boolean {
    return this.#app.forwards.to(target).length > 0;
  }

  /** Found by the names of the forwards that lead there as well. */
  #ways(target: Target): PaletteEntry {
    const { forwards, navigation } = this.#app;
    const labels = forwards.to(target).map(({ label }) => label);
    const detail = [...labels, placeWords(target)].join(' · ');
    const words = message('ways.to', { target: formatTarget(target) });
    const run = () => navigation.showWays(target);
    const { context } = target;
    return { ...action(words, run, { of: targetKey(target), detail, context }), worth: rareWorth };
  }

  async #forwardPort(target: Target, port: DeclaredPort): Promise<void> {
    const { actions, navigation } = this.#app;
    const forward = await actions.forwardPort(target, port);
    if (forward !== null) navigation.showForward(forward.id);
  }
}

function isEntry(found: PaletteEntry | FoundTarget): found is PaletteEntry {
  return 'run' in found;
}

/** What is done to one forward or one context (`of`); nothing for what cannot be done now. */
function deedEntry(
  { named, disabled = false, isRare = false, run }: Deed,
  of: string,
  target?: Target,
): PaletteEntry[] {
  if (named === null || disabled) return [];
  const place =
    target === undefined ? { context: of } : { detail: placeWords(target), context: target.context };
  return [{ ...action(named, run, { of, ...place }), worth: isRare ? rareWorth : undefined }];
}

/** `of` is what the action is done to, where the same can be done to others. */
function action(
  words: Message,
  run: () => void,
  { of = '', ...place }: { readonly of?: string; readonly detail?: string; readonly context?: string } = {},
): PaletteEntry {
  const key = `${words.id} ${of}`;
  return { key, kind: 'action', ...inBothLanguages(words), detail: '', ...place, look: null, run };
}
