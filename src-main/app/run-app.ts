import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  app,
  clipboard,
  dialog,
  globalShortcut,
  Menu,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from 'electron';
import { chooseLanguage, type Language } from '../shared/language/language.ts';
import { message, say } from '../shared/language/message.ts';
import { ProblemError, problemOf } from '../shared/problem.ts';
import { firstPlace, reachableBounds, WindowPlace } from '../shared/window-place.ts';
import { Alerts } from '../engine/alerts/alerts.ts';
import { systemClock } from '../engine/clock.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { JsonFile } from '../engine/store/json-file.ts';
import { AddressLines } from './address-lines.ts';
import { ApiServer } from './api-server.ts';
import { AppLanguage } from './app-language.ts';
import { checkedSend } from './checked-send.ts';
import { isHiddenStart, switchValue } from './command-line.ts';
import { type Computer, exportFile, keepRunning, openFile, perform } from './commands.ts';
import { DemoHost, startDemoWhereNeeded } from './demo-host.ts';
import { Destinations } from './destinations.ts';
import { EventFeed } from './event-feed.ts';
import { FileDialogs } from './file-dialogs.ts';
import { goesOn, onFirstClose } from './first-close.ts';
import { createHandlers } from './handlers.ts';
import { Keychain, loadKeytar } from './keychain.ts';
import { linkReader } from './link-reader.ts';
import { openLog } from './log.ts';
import { systemLoginItem, wasOpenedAtLogin } from './login-item.ts';
import { appMenu, type AppMenuOptions } from './menu.ts';
import { Notifications } from './notifications.ts';
import { OpenQuestion } from './open-question.ts';
import { type OpenedLinks, registerLinks } from './opened-links.ts';
import { releaseBeforeQuit } from './quit.ts';
import type { RequestDoor } from './request-door.ts';
import { SecretClipboard } from './secret-clipboard.ts';
import { SettingsStore } from './settings-store.ts';
import { ShowShortcut } from './show-shortcut.ts';
import { type Env, shellEnv } from './shell-env.ts';
import { SystemSettings } from './system-settings.ts';
import { AppTray } from './tray.ts';
import type { TrayAction } from './tray-menu.ts';
import type { AppWindow } from './window.ts';

/** What is there before the engine is: the window, and what waits for an answer. */
export interface EarlyApp {
  readonly window: AppWindow;
  readonly requests: RequestDoor;
  readonly links: OpenedLinks;
  /** The app's folder. */
  readonly root: string;
  readonly development: boolean;
}

interface ComputerParts {
  readonly window: AppWindow;
  readonly files: FileDialogs;
  readonly question: OpenQuestion;
  readonly destinations: Destinations;
  /** The folder of the documents. */
  readonly docs: string;
}

/** What is saved of the app itself, beside the forwards. */
interface Saved {
  readonly place: JsonFile<WindowPlace>;
  readonly settings: SettingsStore;
  readonly language: AppLanguage;
}

/** The saved forwards start once the window's first picture is there, or after so many milliseconds without it. */
const windowFirstMs = 3_000;

export const log = openLog(app.getPath('logs'));
const resources = new AsyncDisposableStack();
/** The system's language, until the settings are read. */
let spoken = (): Language => chooseLanguage(app.getPreferredSystemLanguages());

/** Opens the engine and all that serves it to the person: window, tray, menu, notifications. Never rejects. */
export async function runApp(early: EarlyApp): Promise<void> {
  releaseBeforeQuit(app, () => resources.disposeAsync(), report);
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  // Whoever read our output may be gone before us.
  process.stdout.on('error', () => undefined);
  try {
    await open(early);
  } catch (error) {
    // Somebody quit before everything was there.
    if (resources.disposed) return;
    const problem = problemOf(error);
    log.error(`could not start: ${problem.message} ${problem.detail ?? ''}`);
    dialog.showErrorBox(say(spoken(), message('app.couldNotStart')), say(spoken(), problem.words));
    app.exit(1);
  }
}

async function open(early: EarlyApp): Promise<void> {
  const demo = resources.use(new DemoHost());
  const engine = resources.use(await openEngine(await shellEnv(process.env, process.platform)));
  resources.use(early.links);
  resources.use(early.requests);
  resources.use(early.window);
  powerMonitor.on('resume', () => engine.nudge());
  printAddresses(engine);
  // Without the demo, Portolan is still of use.
  await startDemoWhereNeeded(engine, demo).catch((error: unknown) => engine.notices.add(problemOf(error)));
  serve(early, engine, demo, await openSaved(engine));
  // From here on the app is there: what fails now does not end it.
  void startSaved(early.window, engine).catch((error: unknown) => engine.notices.add(problemOf(error)));
}

async function startSaved(window: AppWindow, engine: Engine): Promise<void> {
  await Promise.race([window.seen, delay(windowFirstMs)]);
  // Linux runs a program for that and waits for its end.
  if (app.isPackaged) registerLinks(app);
  // Only for speed: the first request loads what is missing.
  await engine.prepare().catch(report);
  await engine.forwards.startWanted();
}

async function openEngine(env: Env): Promise<Engine> {
  const secrets = new Keychain({ load: loadKeytar, answerMs: 5_000, unlockMs: 60_000 });
  const engine = await createEngine({
    kubeconfig: switchValue(process.argv, '--kubeconfig'),
    env,
    dataDir: app.getPath('userData'),
    secrets,
    log,
    clock: systemClock,
  });
  void secrets.unavailable.then((problem) => engine.notices.add(problem));
  return engine;
}

async function openSaved({ notices }: Engine): Promise<Saved> {
  const onProblem = notices.add.bind(notices);
  const [place, settings] = await Promise.all([
    JsonFile.open({
      path: join(app.getPath('userData'), 'window.json'),
      schema: WindowPlace,
      empty: firstPlace,
      onProblem,
    }),
    SettingsStore.open(join(app.getPath('userData'), 'settings.json'), onProblem),
  ]);
  resources.use(settings);
  const language = resources.use(new AppLanguage(settings, app.getPreferredSystemLanguages()));
  spoken = () => language.current;
  return { place, settings, language };
}

function printAddresses({ forwards }: Engine): void {
  const lines = new AddressLines((line) => process.stdout.write(`${line}\n`));
  resources.defer(
    forwards.onSessionChanged(({ id, state }) => {
      const forward = forwards.list().find((candidate) => candidate.id === id);
      if (forward !== undefined) lines.update(forward, state);
    }),
  );
}

/** The window, the tray and the menu, and the requests that come from them. */
function serve(early: EarlyApp, engine: Engine, demo: DemoHost, saved: Saved): void {
  const { window, links, root, development } = early;
  const { settings, language } = saved;
  const destinations = resources.use(new Destinations());
  const question = resources.use(new OpenQuestion());
  const send = checkedSend(development, report, (name, payload) => window.send(name, payload));
  const feed = resources.use(new EventFeed({ engine, settings, destinations, question, send }));
  const computer = computerOf({
    window,
    files: new FileDialogs(window.native, language.t),
    question,
    destinations,
    docs: app.isPackaged ? join(process.resourcesPath, 'docs') : join(root, 'docs'),
  });
  const notifications = new Notifications({
    settings,
    language,
    destinations,
    openWindow: computer.openWindow,
    keepRunning: (ids, show) => void keepRunning(engine, computer, ids, show).catch(report),
  });
  const shortcut = resources.use(new ShowShortcut(globalShortcut, computer.openWindow));
  const system = new SystemSettings(settings, systemLoginItem(app, process.env, root), shortcut);
  const handlers = createHandlers({
    engine,
    feed,
    settings: system,
    destinations,
    secretClipboard: resources.use(
      new SecretClipboard({
        clipboard,
        clock: systemClock,
        onChanged: (state) => feed.showSecret(state),
        report,
      }),
    ),
    question,
    computer,
    version: app.getVersion(),
    platform: process.platform,
    preferredLanguages: language.preferred,
    t: language.t,
    // Until the system shows it takes as long as the page takes to draw what it is about to be told (100 ms each).
    onJoined: () => window.becomeReady(),
    onDrawn: () => window.becomeSeen(),
    startDemo: () => demo.start(engine.contexts),
  });
  followTheme(settings);
  showWindow(window, feed, saved.place, notifications);
  early.requests.open(new ApiServer({ handlers, checkOutputs: development, log }));

  const alerts = resources.use(
    new Alerts({ ...engine, clock: systemClock, isWanted: (kind) => settings.value.notify[kind] }),
  );
  alerts.onAlert((alert) => notifications.show(alert));
  const run = (action: TrayAction) => void perform(action, engine, computer).catch(report);
  resources.use(new AppTray({ engine, language, images: join(root, 'assets/tray'), perform: run }));
  const overWindow = (ask: () => Promise<void>) => {
    computer.openWindow();
    ask().catch((error: unknown) => engine.notices.add(problemOf(error)));
  };
  showMenu(language, {
    platform: process.platform,
    development,
    perform: run,
    show: (part) => {
      destinations.lead({ kind: 'part', part });
      computer.openWindow();
    },
    openFile: () => overWindow(() => openFile(computer, feed)),
    exportFile: () => overWindow(() => exportFile(engine, computer)),
    openDocs: () => overWindow(() => computer.openDocs()),
    openLogFolder: () => void shell.openPath(app.getPath('logs')),
  });
  links.follow(linkReader({ notices: engine.notices, destinations, openWindow: computer.openWindow }));
  void system.follow((problem) => engine.notices.add(problem));
}

function computerOf({ window, files, question, destinations, docs }: ComputerParts): Computer {
  return {
    copy: async (text) => {
      await clipboard.writeText(text);
    },
    save: (name, text) => files.save(name, text),
    open: () => files.open(),
    openInBrowser: (url) => shell.openExternal(url),
    openDocs: async () => {
      const failure = await shell.openPath(docs);
      if (failure === '') return;
      throw new ProblemError('notFound', message('app.docsUnopened', { path: docs }), { detail: failure });
    },
    openWindow: () => window.show(),
    openCluster: (context) => {
      destinations.lead({ kind: 'cluster', context });
      window.show();
    },
    ask: (asked) => {
      question.ask(asked);
      window.show();
    },
    quit: () => app.quit(),
  };
}

function followTheme(settings: SettingsStore): void {
  nativeTheme.themeSource = settings.value.theme;
  settings.onChanged(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

/** The menu, in the language that is spoken. */
function showMenu(language: AppLanguage, options: Omit<AppMenuOptions, 't'>): void {
  const set = () => {
    const menu = appMenu({ ...options, t: language.t });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  };
  set();
  resources.defer(language.onChanged(set));
}

/** Where it was last, and the place to which it is moved is saved. */
function showWindow(
  window: AppWindow,
  feed: EventFeed,
  place: JsonFile<WindowPlace>,
  notifications: Notifications,
): void {
  window.onVisible((visible) => feed.setVisible(visible));
  window.onPageGone(() => feed.forgetPage());
  window.onPlaced((now) => void place.write({ ...place.value, ...now }));
  window.onClosed(onFirstClose(place, () => notifications.show(goesOn(process.platform))));
  window.present({
    bounds: reachableBounds(
      place.value,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    maximised: place.value.maximised,
    hidden: isHiddenStart(process.argv) || wasOpenedAtLogin(app),
  });
}

/** For what nobody waits for: it is written down, and what runs goes on. */
function report(error: unknown): void {
  const problem = problemOf(error);
  log.error(`${problem.code}: ${problem.message} ${problem.detail ?? ''}`);
}
