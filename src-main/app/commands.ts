import { message } from '../shared/language/message.ts';
import { ProblemError, problemOf } from '../shared/problem.ts';
import { boundPorts } from '../shared/session.ts';
import type { ForwardId } from '../shared/forward.ts';
import type { Engine } from '../engine/engine.ts';
import { browserUrl } from './local-address.ts';
import type { TrayAction } from './tray-menu.ts';

/** What the app can do on the computer around it. */
export interface Computer {
  readonly copy: (text: string) => Promise<void>;
  /** Asks where to save a text under a suggested name; false where nothing was saved. */
  readonly save: (name: string, text: string) => Promise<boolean>;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly openWindow: () => void;
  /** Opens the window with the question whether these forwards to a production context are meant. */
  readonly askToStart: (ids: readonly ForwardId[]) => void;
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
      return openAddress(engine, computer, action.id, action.port);
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
    computer.askToStart(ids);
  }
}

/** Opens a port pair's bound address in the browser. Throws `notFound` while it is not bound. */
export async function openAddress(
  engine: Engine,
  computer: Pick<Computer, 'openInBrowser'>,
  id: ForwardId,
  port: number,
): Promise<void> {
  const bound = boundPorts(engine.forwards.state(id))[port];
  if (bound === undefined) throw new ProblemError('notFound', message('app.noOpenAddress'));
  // Made of what the engine itself has bound, never of what the page sent.
  await computer.openInBrowser(browserUrl(bound));
}
