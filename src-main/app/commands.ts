import { setTimeout as delay } from 'node:timers/promises';
import type { Input } from '../shared/api.ts';
import { message } from '../shared/language/message.ts';
import { likelyProtocol } from '../shared/likely-protocol.ts';
import { browserUrl } from '../shared/local-address.ts';
import { ProblemError, problemOf } from '../shared/problem.ts';
import type { Asked } from '../shared/production.ts';
import { withCredentials } from '../shared/secret.ts';
import { boundPorts, isRunning } from '../shared/session.ts';
import type { Forward, ForwardId } from '../shared/forward.ts';
import type { Engine } from '../engine/engine.ts';
import { writeWorkspace } from '../engine/import/workspace.ts';
import type { EventFeed } from './event-feed.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import type { TrayAction } from './tray-menu.ts';

/** What the app can do on the computer around it. */
export interface Computer {
  readonly copy: (text: string) => Promise<void>;
  /** Asks where to save a text under a suggested name; false where nothing was saved. */
  readonly save: (name: string, text: string) => Promise<boolean>;
  /** Asks for a file and reads it; null where none was chosen. Throws `invalidInput` for one that is no text to read. */
  readonly open: () => Promise<string | null>;
  readonly openInBrowser: (url: string) => Promise<void>;
  /** Opens the folder of the documents. Throws `notFound` with the system's own words. */
  readonly openDocs: () => Promise<void>;
  readonly openWindow: () => void;
  /** Opens the window with a cluster in it. */
  readonly openCluster: (context: string) => void;
  /** Opens the window with the question whether forwards to a production context are meant. */
  readonly ask: (asked: Asked) => void;
  readonly quit: () => void;
}

/** Carries out what was chosen in the tray. A fault of a forward shows as its state too; here it is only thrown. */
export async function perform(action: TrayAction, engine: Engine, computer: Computer): Promise<void> {
  switch (action.kind) {
    case 'start':
      return startOrAsk(engine, computer, [action.id]);
    case 'stop':
      return engine.forwards.stop(action.id);
    case 'startMany':
      return startOrAsk(engine, computer, action.ids);
    case 'stopMany':
      return engine.forwards.stopMany(action.ids);
    case 'startAll':
      return startOrAsk(
        engine,
        computer,
        engine.forwards.list().map(({ id }) => id),
      );
    case 'stopAll':
      return engine.forwards.stopAll();
    case 'copy':
      return computer.copy(action.text);
    case 'openAddress':
      return openAddress(engine, computer, action.id, action.pair);
    case 'openCluster':
      computer.openCluster(action.context);
      return;
    case 'openWindow':
      computer.openWindow();
      return;
    case 'quit':
      computer.quit();
      return;
  }
}

/** Nobody can confirm in a menu: where a production context is among them, none starts before the window has asked. */
async function startOrAsk(engine: Engine, computer: Computer, ids: readonly ForwardId[]): Promise<void> {
  const { forwards } = engine;
  const [only, ...others] = ids;
  try {
    // One alone rejects where it fails; of several each says so by its state.
    await (only !== undefined && others.length === 0 ? forwards.start(only) : forwards.startMany(ids));
  } catch (error) {
    if (problemOf(error).code !== 'productionUnconfirmed') throw error;
    computer.ask({ action: 'start', ids: [...ids] });
  }
}

/**
 * Lets forwards run on that would end by themselves. Nobody can confirm in a notification: the window asks about those to
 * production contexts, and is shown where one has ended meanwhile.
 */
export async function keepRunning(
  { forwards, production }: Engine,
  computer: Pick<Computer, 'ask'>,
  ids: readonly ForwardId[],
  show: () => void,
): Promise<void> {
  const running = forwards.list().filter(({ id }) => ids.includes(id) && isRunning(forwards.state(id)));
  const [guarded, free] = partition(running, ({ target }) => production.has(target.context));
  const kept = await forwards.keepRunning(free);
  if (guarded.length > 0) computer.ask({ action: 'keepRunning', ids: guarded });
  else if (kept.length < ids.length) show();
}

function partition(
  forwards: readonly Forward[],
  isFirst: (forward: Forward) => boolean,
): [ForwardId[], ForwardId[]] {
  const idsOf = (those: readonly Forward[]) => those.map(({ id }) => id);
  return [idsOf(forwards.filter(isFirst)), idsOf(forwards.filter((each) => !isFirst(each)))];
}

/** How long the cluster is asked what a port speaks, in milliseconds. */
const declaredMs = 1_000;

/** Opens a port pair's bound address in the browser. Throws `notFound` while it is not bound. */
export async function openAddress(
  engine: Engine,
  computer: Pick<Computer, 'openInBrowser'>,
  id: ForwardId,
  pair: number,
): Promise<void> {
  const bound = boundPorts(engine.forwards.state(id))[pair];
  if (bound === undefined) throw new ProblemError('notFound', message('app.noOpenAddress'));
  const { target } = engine.forwards.get(id);
  // A person waits for the browser: what the cluster does not say in time is guessed without.
  const declared = await Promise.race([
    engine.catalogs.ports(target, AbortSignal.timeout(declaredMs)).catch(() => []),
    // A credential plug-in that the request needs may take minutes.
    delay(declaredMs, [], { ref: false }),
  ]);
  // Made of what the engine itself has bound, never of what the page sent.
  await computer.openInBrowser(browserUrl(bound, likelyProtocol(bound.remote, target, declared)));
}

/**
 * Reads a forward's linked Secret and puts its password on the clipboard, or `url` with user and password in it.
 * Throws `notFound` where nothing is linked, and what the API refuses.
 */
export async function copySecret(
  { forwards, kubeSecrets }: Engine,
  clipboard: Pick<SecretClipboard, 'put'>,
  { id, url }: Input<'secret.copy'>,
  signal: AbortSignal,
): Promise<void> {
  const { target, secret } = forwards.get(id);
  if (secret === null) throw new ProblemError('notFound', message('secret.notLinked'));
  const credentials = await kubeSecrets.credentials(target, secret, signal);
  await clipboard.put(url === null ? credentials.password : withCredentials(url, credentials));
}

/** Asks where to save all forwards, in the form that a team shares. */
export async function exportFile(
  { forwards, contextNames }: Engine,
  computer: Pick<Computer, 'save'>,
): Promise<void> {
  await computer.save('portolan.yaml', writeWorkspace(contextNames.inSharedNames(forwards.list())));
}

/** Asks for a file with forwards, which the window then shows. */
export async function openFile(
  computer: Pick<Computer, 'open'>,
  feed: Pick<EventFeed, 'showFile'>,
): Promise<void> {
  const text = await computer.open();
  if (text !== null) feed.showFile(text);
}
