import { join } from 'node:path';
import {
  app,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import { chooseLanguage, type Language } from '../shared/language/language.ts';
import { message, say } from '../shared/language/message.ts';
import { problemOf } from '../shared/problem.ts';
import { firstPlace, WindowPlace } from '../shared/window-place.ts';
import { Alerts } from '../engine/alerts/alerts.ts';
import { systemClock } from '../engine/clock.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { JsonFile } from '../engine/store/json-file.ts';
import { AddressLines } from './address-lines.ts';
import { AppLanguage } from './app-language.ts';
import { serveRequests } from './api-server.ts';
import { checkedSend } from './checked-send.ts';
import { isHiddenStart, switchValue } from './command-line.ts';
import { type Computer, openFile, perform } from './commands.ts';
import { DemoHost, startDemoWhereNeeded } from './demo-host.ts';
import { Destinations } from './destinations.ts';
import { EventFeed } from './event-feed.ts';
import { goesOn, onFirstClose } from './first-close.ts';
import { createHandlers } from './handlers.ts';
import { Keychain, loadKeytar } from './keychain.ts';
import { linkReader } from './link-reader.ts';
import { openLog } from './log.ts';
import { systemLoginItem, wasOpenedAtLogin } from './login-item.ts';
import { Notifications } from './notifications.ts';
import { appMenu } from './menu.ts';
import { OpenedLinks, registerLinks } from './opened-links.ts';
import { servePageFile } from './page-files.ts';
import { releaseBeforeQuit } from './quit.ts';
import { appOrigin, confinePages, isOurPage, refusePermissions } from './security.ts';
import { SecretClipboard } from './secret-clipboard.ts';
import { SettingsStore } from './settings-store.ts';
import { ShowShortcut } from './show-shortcut.ts';
import { StartQuestion } from './start-question.ts';
import { type Env, shellEnv } from './shell-env.ts';
import { SystemSettings } from './system-settings.ts';
import { AppTray } from './tray.ts';
import type { TrayAction } from './tray-menu.ts';
import { AppWindow } from './window.ts';

// The build keeps this file at out/main/main.js, wherever the rest of the bundle goes.
const root = join(import.meta.dirname, '../..');
const development = !app.isPackaged;
const devServer = development ? process.env['ELECTRON_RENDERER_URL'] : undefined;
const origin = devServer === undefined ? appOrigin : new URL(devServer).origin;
const log = openLog(app.getPath('logs'));
const resources = new AsyncDisposableStack();
/** The system's language, until the settings are read. */
let spoken = (): Language => chooseLanguage(app.getPreferredSystemLanguages());

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
]);

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    // Somebody quit before everything was there.
    if (resources.disposed) return;
    const problem = problemOf(error);
    log.error(`could not start: ${problem.message} ${problem.detail ?? ''}`);
    dialog.showErrorBox(say(spoken(), message('app.couldNotStart')), say(spoken(), problem.words));
    app.exit(1);
  });
} else {
  // The first one has been told and shows its window.
  app.exit(0);
}

async function start(): Promise<void> {
  releaseBeforeQuit(app, () => resources.disposeAsync(), report);
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  // Whoever read our output may be gone before us.
  process.stdout.on('error', () => undefined);
  // The window's end is not the app's: the forwards go on in the tray.
  app.on('window-all-closed', () => undefined);
  confinePages(app, origin);
  const links = resources.use(new OpenedLinks(app, process.argv));
  if (app.isPackaged) registerLinks(app);

  const env = await shellEnv(process.env, process.platform);
  await app.whenReady();
  refusePermissions(session.defaultSession);
  protocol.handle('app', (request) => servePageFile(join(root, 'out/renderer'), request));

  const demo = resources.use(new DemoHost());
  const engine = resources.use(await openEngine(env));
  const lines = new AddressLines((line) => process.stdout.write(`${line}\n`));
  resources.defer(
    engine.forwards.onSessionChanged(({ id, state }) => {
      const forward = engine.forwards.list().find((candidate) => candidate.id === id);
      if (forward !== undefined) lines.update(forward, state);
    }),
  );
  powerMonitor.on('resume', () => engine.nudge());
  // Without the demo, Portolan is still of use.
  await startDemoWhereNeeded(engine, demo).catch((error: unknown) => engine.notices.add(problemOf(error)));

  const place = await JsonFile.open({
    path: join(app.getPath('userData'), 'window.json'),
    schema: WindowPlace,
    empty: firstPlace,
    onProblem: (problem) => engine.notices.add(problem),
  });
  const settings = resources.use(
    await SettingsStore.open(join(app.getPath('userData'), 'settings.json'), (problem) =>
      engine.notices.add(problem),
    ),
  );
  followTheme(settings);
  const language = resources.use(new AppLanguage(settings, app.getPreferredSystemLanguages()));
  spoken = () => language.current;
  openWindow(engine, demo, settings, language, place, links);
  engine.forwards.startWanted().catch(report);
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

/** The window, the tray and the menu, and the requests that come from them. */
function openWindow(
  engine: Engine,
  demo: DemoHost,
  settings: SettingsStore,
  language: AppLanguage,
  place: JsonFile<WindowPlace>,
  links: OpenedLinks,
): void {
  const destinations = resources.use(new Destinations());
  const question = resources.use(new StartQuestion());
  const feed = resources.use(
    new EventFeed({
      engine,
      settings,
      destinations,
      question,
      send: checkedSend(development, report, (name, payload) => window.send(name, payload)),
    }),
  );
  const computer: Computer = {
    copy: async (text) => {
      await clipboard.writeText(text);
    },
    save: (name, text) => window.save(name, text),
    open: () => window.open(),
    openInBrowser: (url) => shell.openExternal(url),
    openWindow: () => window.show(),
    askToStart: (ids) => {
      question.ask(ids);
      window.show();
    },
    quit: () => app.quit(),
  };
  const { openWindow: show } = computer;
  const notifications = new Notifications({ settings, language, destinations, openWindow: show });
  const shortcut = resources.use(new ShowShortcut(globalShortcut, show));
  const system = new SystemSettings(settings, systemLoginItem(app, process.env, root), shortcut);
  const secretClipboard = resources.use(
    new SecretClipboard({
      clipboard,
      clock: systemClock,
      onChanged: (state) => feed.showSecret(state),
      report,
    }),
  );
  const run = (action: TrayAction) => void perform(action, engine, computer).catch(report);
  resources.use(
    serveRequests(ipcMain, {
      handlers: createHandlers({
        engine,
        feed,
        settings: system,
        destinations,
        secretClipboard,
        question,
        computer,
        version: app.getVersion(),
        platform: process.platform,
        systemLanguage: language.system,
        startDemo: () => demo.start(engine.contexts),
      }),
      isTrusted: ({ sender, senderFrame }) => sender === window.contents && isOurPage(senderFrame, origin),
      checkOutputs: development,
      log,
    }),
  );
  const window = resources.use(
    new AppWindow({
      url: devServer ?? `${appOrigin}/index.html`,
      preload: join(root, 'out/preload/preload.cjs'),
      icon: join(root, 'assets/icon.png'),
      place: place.value,
      hidden: isHiddenStart(process.argv) || wasOpenedAtLogin(app),
      onPlaced: (now) => void place.write({ ...place.value, ...now }),
      onClosed: onFirstClose(place, () => notifications.show(goesOn)),
      onVisible: (visible) => feed.setVisible(visible),
      onPageGone: () => feed.forgetPage(),
      log: (line) => log.warn(line),
      t: language.t,
    }),
  );
  const alerts = resources.use(new Alerts({ ...engine, clock: systemClock }));
  alerts.onAlert((alert) => notifications.show(alert));
  resources.use(new AppTray({ engine, language, images: join(root, 'assets/tray'), perform: run }));
  app.on('second-instance', (_event, argv) => {
    if (!isHiddenStart(argv)) show();
  });
  app.on('activate', show);
  const setMenu = () => {
    const { t } = language;
    const menu = appMenu({
      platform: process.platform,
      development,
      perform: run,
      openFile: () => {
        computer.openWindow();
        openFile(computer, feed).catch((error: unknown) => engine.notices.add(problemOf(error)));
      },
      openLogFolder,
      t,
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  };
  setMenu();
  resources.defer(language.onChanged(setMenu));
  links.follow(linkReader({ notices: engine.notices, destinations, openWindow: show }));
  void system.follow((problem) => engine.notices.add(problem));
}

function followTheme(settings: SettingsStore): void {
  nativeTheme.themeSource = settings.value.theme;
  settings.onChanged(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

function openLogFolder(): void {
  void shell.openPath(app.getPath('logs'));
}

/** For what nobody waits for: it is written down, and what runs goes on. */
function report(error: unknown): void {
  const problem = problemOf(error);
  log.error(`${problem.code}: ${problem.message} ${problem.detail ?? ''}`);
}
