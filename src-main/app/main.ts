import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, protocol, session } from 'electron';
import { isHiddenStart } from './command-line.ts';
import { OpenedLinks } from './opened-links.ts';
import { servePageFile } from './page-files.ts';
import { RequestDoor } from './request-door.ts';
import { appOrigin, confinePages, isOurPage, refusePermissions } from './security.ts';
import { userModelId } from './user-model-id.ts';
import { AppWindow } from './window.ts';

// The build keeps this file at out/main/main.js, wherever the rest of the bundle goes.
const root = join(import.meta.dirname, '../..');
const development = !app.isPackaged;
const devServer = development ? process.env['ELECTRON_RENDERER_URL'] : undefined;
const origin = devServer === undefined ? appOrigin : new URL(devServer).origin;

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
]);

// On Wayland the system's portal alone gives a shortcut that works in every program (Electron's globalShortcut).
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');
// Of V8's 16 MB of young objects each collection stops the window for up to 130 ms while a crowd of pods is filtered; of 4 MB
// for half of that, in three quarters of the memory (measured).
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=4');

// Before there is a window: the taskbar takes it from the first one, and the login item is named by it.
if (process.platform === 'win32') app.setAppUserModelId(userModelId);

// Electron would make one of its own before ours, which nobody sees (10 ms of a start, measured).
Menu.setApplicationMenu(null);

if (app.requestSingleInstanceLock()) start().catch(giveUp);
// The first one has been told and shows its window.
else app.exit(0);

/**
 * The window first: its page is loaded in a process of its own while the engine's code is loaded in this one. What is
 * imported above is small for that reason; everything else comes with `run-app.ts` (measured: 300 ms of a start).
 */
async function start(): Promise<void> {
  confinePages(app, origin);
  // The window's end is not the app's: the forwards go on in the tray.
  app.on('window-all-closed', () => undefined);
  // Nothing has to be released yet, and the window would only hide where a quit asks it to close.
  const endAtOnce = () => app.exit(0);
  app.on('before-quit', endAtOnce);
  const links = new OpenedLinks(app, process.argv);
  await app.whenReady();
  refusePermissions(session.defaultSession);
  protocol.handle('app', (request) => servePageFile(join(root, 'out/renderer'), request));

  const window = new AppWindow({
    url: devServer ?? `${appOrigin}/index.html`,
    preload: join(root, 'out/preload/preload.cjs'),
    icon: join(root, 'assets/window.png'),
    log: (line) => void running.then(({ log }) => log.warn(line)),
  });
  const requests = new RequestDoor(
    ipcMain,
    ({ sender, senderFrame }) => sender === window.contents && isOurPage(senderFrame, origin),
  );
  app.on('second-instance', (_event, argv) => {
    if (!isHiddenStart(argv)) window.show();
  });
  app.on('activate', () => window.show());
  const running = import('./run-app.ts');
  const { runApp } = await running;
  app.off('before-quit', endAtOnce);
  await runApp({ window, requests, links, root, development });
}

/** There is no log yet, nor a language: without a word the process would stay, unseen, in the way of the next start. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Portolan', String(error));
  app.exit(1);
}
