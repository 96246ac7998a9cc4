import {
  defaultSettings,
  type Forward,
  type ForwardChanges,
  type ForwardId,
  type ForwardSettings,
  settingsOf,
} from '../../src-main/shared/forward.ts';
import { defaultBindAddresses } from '../../src-main/shared/bind-address.ts';
import type { DeclaredPort } from '../../src-main/shared/catalog.ts';
import type { ContextNames } from '../../src-main/shared/import.ts';
import { usableAddress } from '../../src-main/shared/local-address.ts';
import { localNumber } from '../../src-main/shared/port-pair.ts';
import type { Asked } from '../../src-main/shared/production.ts';
import { type Problem, problemOf } from '../../src-main/shared/problem.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { Client } from '../client.ts';
import { t } from '../language.svelte.ts';
import { remoteOf } from '../text/declared-port.ts';
import { familiarPort } from '../text/familiar-port.ts';
import type { GroupPlace, MovePlace } from '../text/forward-groups.ts';
import { problemRemedy } from '../text/problem-words.ts';
import type { ServedPort } from './proxies.svelte.ts';
import type { Announcements } from './announcements.svelte.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Consent, ProductionQuestion } from './production-question.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface Parts {
  readonly announcements: Announcements;
  readonly client: Client;
  readonly forwards: ForwardsState;
  readonly navigation: Navigation;
  readonly question: ProductionQuestion;
  readonly toasts: Toasts;
}

/** An address of a route of the target whose ways in are shown. */
interface ShownAddress {
  readonly target: Target;
  /** The route's key. */
  readonly route: string;
  /** Its place among the route's. */
  readonly address: number;
  readonly port: number;
}

const anyPort = { kind: 'auto', last: null } as const;

/** What a person does with a forward, the same from row, menu, details and keyboard. */
export class ForwardActions {
  readonly #parts: Parts;
  /** What can be taken back, the last one last. */
  #done: readonly (() => Promise<void>)[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts or stops. Why a start failed stands in the forward's row, so it is not said twice. */
  toggle(forward: Forward): void {
    const { forwards } = this.#parts;
    if (isRunning(forwards.session(forward.id))) this.stop(forward);
    else void this.start(forward);
  }

  /** Also one that failed, which would be tried again. */
  stop({ id }: Forward): void {
    const { client, toasts } = this.#parts;
    void toasts.attempt(client.request('forward.stop', { id }));
  }

  /** Asks before, where it leads to a production context and nobody has been asked yet. */
  async start(forward: Forward, given?: Consent, insteadOf: ForwardId[] = []): Promise<void> {
    const { client, forwards, question, toasts } = this.#parts;
    const { id } = forward;
    const consent = given ?? (await question.consent([forward]));
    if (consent === null) return;
    const start = client.request('forward.start', { id, insteadOf, ...consent }).catch((error: unknown) => {
      if (forwards.session(id).phase !== 'failed') throw error;
    });
    await toasts.attempt(start);
  }

  /** As `start`, with one question for all. */
  async startMany(members: readonly Forward[]): Promise<void> {
    const { client, question, toasts } = this.#parts;
    const consent = await question.consent(members);
    if (consent === null) return;
    const ids = members.map(({ id }) => id);
    await toasts.attempt(client.request('forward.startMany', { ids, ...consent }));
  }

  /** The tray or a notification was told to do this, and cannot ask about it itself. */
  async doAsked(asked: Asked | null): Promise<void> {
    if (asked === null) return;
    const { client, forwards, toasts } = this.#parts;
    const meant = forwards.list.filter(({ id }) => asked.ids.includes(id));
    await (asked.action === 'start' ? this.startMany(meant) : this.keepRunning(meant));
    await toasts.attempt(client.request('production.settle'));
  }

  /** Their time to end counts anew; asks before, where one leads to a production context. */
  async keepRunning(members: readonly Forward[]): Promise<void> {
    const { announcements, client, question, toasts } = this.#parts;
    const consent = await question.consent(members);
    if (consent === null) return;
    const keep = async () => {
      const kept = await client.request('forward.keepRunning', {
        ids: members.map(({ id }) => id),
        ...consent,
      });
      if (kept.length > 0) announcements.announce('end', t('timeline.keptRunning'));
    };
    await toasts.attempt(keep());
  }

  open({ id }: Forward, pair = 0): void {
    const { client, toasts } = this.#parts;
    void toasts.attempt(client.request('app.openAddress', { id, pair }));
  }

  /** Copies the address of one port pair, by its index. Returns false where it has none yet. */
  async copyAddress(forward: Forward, pair = 0): Promise<boolean> {
    const address = usableAddress(forward, this.#parts.forwards.session(forward.id), pair);
    return address === null ? false : this.copy(address);
  }

  async copy(text: string): Promise<boolean> {
    const { announcements, client, toasts } = this.#parts;
    const done = await toasts.attempt(client.request('app.copy', { text }));
    if (done) announcements.announce('copy', t('common.copied'));
    return done;
  }

  /** Opens a local address that leads through the API server; asks before, where that is a production context's. */
  async serve({ target, remote }: ServedPort): Promise<void> {
    const { client, toasts } = this.#parts;
    const consent = await this.#consentTo({ target, remote });
    if (consent === null) return;
    const wish = { target, remote, local: anyPort, scheme: null, ...consent };
    await toasts.attempt(client.request('proxy.start', wish));
  }

  /** Serves the host of an address of the ways in that are shown; asks before, where they are a production context's. */
  async serveHost({ target, route, address, port }: ShownAddress): Promise<void> {
    const { client, toasts } = this.#parts;
    const consent = await this.#consentTo({ target, remote: port });
    if (consent === null) return;
    await toasts.attempt(client.request('entry.start', { route, address, local: anyPort, ...consent }));
  }

  /** To a local address that leads there; null for none. */
  #consentTo({ target, remote }: ServedPort): Promise<Consent | null> {
    const ports = [{ local: anyPort, remote }];
    return this.#parts.question.consent([
      { label: target.name, target, addresses: [...defaultBindAddresses], ports },
    ]);
  }

  /** `who` is told when it is done; one that has ended by itself is closed as well. */
  async closeConnection(forward: Forward, connection: number, who: string): Promise<void> {
    const { announcements, client, toasts } = this.#parts;
    const closing = client.request('forward.closeConnection', { id: forward.id, connection });
    if (await toasts.attempt(closing)) announcements.announce(who, t('connection.closed', { who }));
  }

  async remove(gone: readonly Forward[]): Promise<void> {
    const { client, navigation, toasts } = this.#parts;
    const ids = gone.map(({ id }) => id);
    const [first] = gone;
    const text =
      gone.length === 1 && first !== undefined
        ? t('toast.removed', { label: first.label })
        : t('selection.removed', { forwards: gone.length });
    const removing = toasts.attempt(client.request('forward.removeMany', { ids }));
    const takeBack = async (): Promise<void> => {
      if (!(await removing)) return;
      await client.request('forward.undoRemoveMany', { ids });
      navigation.selection.all(ids);
      if (navigation.view.kind === 'forwards') navigation.sought = navigation.selection.lead;
    };
    // One that runs takes longer to remove than one that does not: what was removed last comes back first all the same.
    this.#done = [...this.#done, takeBack];
    if (await removing) this.#offer(text, takeBack);
    else this.#done = this.#done.filter((other) => other !== takeBack);
  }

  /**
   * Adds, changes and removes, all of it or nothing; asks before, where a change leads to a production context. Returns
   * what was added; null where the person would rather not. Throws the problem that kept it from being done.
   */
  async apply(changes: ForwardChanges, names: ContextNames): Promise<readonly Forward[] | null> {
    const { client, forwards, navigation, question } = this.#parts;
    const { add, change, remove } = changes;
    const before = forwards.list.filter(({ id }) => change.some((each) => each.id === id));
    const consent = await question.consent(change.map(({ settings }) => settings));
    if (consent === null) return null;
    const { undo, added } = await client.request('forward.apply', { changes, names, ...consent });
    const [first = change[0]] = added;
    if (first !== undefined) navigation.select(first.id);
    const onlyAdded = change.length === 0 && remove.length === 0;
    this.offerUndo(
      onlyAdded
        ? t('importing.added', { forwards: add.length })
        : t('compare.applied', { added: add.length, changed: change.length, removed: remove.length }),
      async () => {
        const again = await question.consent(before);
        if (again !== null) await client.request('forward.undoApply', { undo, ...again });
      },
    );
    return added;
  }

  /** Takes back what was removed or applied last, or something before it. */
  async undo(takeBack = this.#done.at(-1)): Promise<void> {
    if (takeBack === undefined || !this.#done.includes(takeBack)) return;
    this.#done = this.#done.filter((other) => other !== takeBack);
    await this.#parts.toasts.attempt(takeBack());
  }

  /** Tells what was done, with a button that takes it back; Ctrl+Z does the same while nothing was done since. */
  offerUndo(text: string, takeBack: () => Promise<void>): void {
    this.#done = [...this.#done, takeBack];
    this.#offer(text, takeBack);
  }

  #offer(text: string, takeBack: () => Promise<void>): void {
    this.#parts.toasts.show(text, { label: t('common.undo'), run: () => void this.undo(takeBack) });
  }

  /** Asks a cluster's API now, whatever the time of its next try. */
  connectNow(context: string): void {
    const { client, toasts } = this.#parts;
    void toasts.attempt(client.request('cluster.retry', { context }));
  }

  /** Does what mends a problem: opens the editor, or tries again. */
  solve(forward: Forward, problem: Problem): void {
    const { forwards, navigation } = this.#parts;
    if (problemRemedy(problem.code) === 'edit') {
      navigation.edit(forward);
    } else if (isRunning(forwards.session(forward.id))) {
      this.connectNow(forward.target.context);
    } else {
      void this.start(forward);
    }
  }

  /** Starts several, or stops them where any of them runs. */
  toggleAll(members: readonly Forward[]): void {
    const { forwards } = this.#parts;
    if (members.some(({ id }) => isRunning(forwards.session(id)))) this.stopMany(members);
    else void this.startMany(members);
  }

  stopMany(members: readonly Forward[]): void {
    const { client, toasts } = this.#parts;
    void toasts.attempt(client.request('forward.stopMany', { ids: members.map(({ id }) => id) }));
  }

  async move(members: readonly Forward[], { beside, side }: MovePlace): Promise<void> {
    const { client, toasts } = this.#parts;
    const ids = members.map(({ id }) => id);
    await toasts.attempt(client.request('forward.move', { ids, beside, side }));
  }

  async moveGroup(group: string, { beside, side }: GroupPlace): Promise<void> {
    const { client, toasts } = this.#parts;
    await toasts.attempt(client.request('forward.moveGroup', { group, beside, side }));
  }

  /** Makes favourites of several, or no longer where all of them are. */
  toggleFavourite(members: readonly Forward[]): void {
    const { client, toasts } = this.#parts;
    const ids = members.map(({ id }) => id);
    const place = { favourite: !members.every(({ favourite }) => favourite) };
    void toasts.attempt(client.request('forward.updateMany', { ids, place }));
  }

  /** Saves forwards, all of them for null, where the person says, in the form that a team shares. */
  async exportWorkspace(members: readonly Forward[] | null): Promise<void> {
    const { client, toasts } = this.#parts;
    const save = async () => {
      const { text } = await client.request('forward.exportWorkspace', { ids: idsOf(members) });
      await client.request('app.save', { name: 'portolan.yaml', text });
    };
    await toasts.attempt(save());
  }

  /** All of them for null. Of one that kubectl cannot reach, a comment says why. */
  async copyAsKubectl(members: readonly Forward[] | null): Promise<void> {
    const { client, toasts } = this.#parts;
    const copy = async () => {
      const { text, written, left } = await client.request('forward.exportKubectl', { ids: idsOf(members) });
      if (await this.copy(text)) toasts.show(t('toast.copiedAsKubectl', { commands: written, left }));
    };
    await toasts.attempt(copy());
  }

  /** Starts a forward whose ports are taken in part: each that is free stays, and the system chooses the others. */
  async chooseFreePorts(forward: Forward): Promise<void> {
    const { client, question, toasts } = this.#parts;
    const consent = await question.consent([forward]);
    if (consent === null) return;
    const ports = forward.ports.map(({ local, remote }) => ({
      local: { kind: 'auto', last: localNumber(local) } as const,
      remote,
    }));
    const settings = { ...settingsOf(forward), ports };
    const change = { id: forward.id, settings, ...consent };
    if (await toasts.attempt(client.request('forward.update', change))) await this.start(forward, consent);
  }

  /** One click on a port: a forward to it, running, at the local port that a person would guess where that is free. Null where it was not saved. */
  async forwardPort(target: ForwardSettings['target'], port: DeclaredPort): Promise<Forward | null> {
    const { client, forwards, question, toasts } = this.#parts;
    const taken = forwards.list.some(({ label }) => label === target.name);
    const remote = remoteOf(port);
    const settings: ForwardSettings = {
      label: taken ? `${target.name} ${String(remote)}` : target.name,
      target,
      ports: [{ local: { kind: 'auto', last: familiarPort(port.port, forwards.list) }, remote }],
      addresses: [...defaultBindAddresses],
      ...defaultSettings,
      allowExposure: false,
    };
    const consent = await question.consent([settings]);
    if (consent === null) return null;
    try {
      return await client.request('forward.add', { settings, start: true, ...consent });
    } catch (error) {
      toasts.showProblem(problemOf(error));
      return null;
    }
  }
}

function idsOf(members: readonly Forward[] | null): ForwardId[] | null {
  return members?.map(({ id }) => id) ?? null;
}
