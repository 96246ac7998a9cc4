import { writeFile } from 'node:fs/promises';
import { BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron';
import { message, type Translate } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';
import { reachableBounds, type WindowPlace } from '../shared/window-place.ts';
import { readForwardsFile } from './forwards-file.ts';

export interface AppWindowOptions {
  readonly preload: string;
  /** The page: our scheme, or the development server. */
  readonly url: string;
  readonly icon: string;
  /** Where it was last. */
  readonly place: WindowPlace;
  /** Waits in the tray until somebody wants to see it. */
  readonly hidden: boolean;
  /** It was moved, resized or maximised, some time after the last such change. */
  readonly onPlaced: (place: Pick<WindowPlace, 'bounds' | 'maximised'>) => void;
  /** The person has closed it, and it hides. */
  readonly onClosed: () => void;
  readonly onVisible: (visible: boolean) => void;
  /** The page begins to load, again, or has died. */
  readonly onPageGone: () => void;
  readonly log: (message: string) => void;
  readonly t: Translate;
}

/** Moving and resizing tell of every pixel; what is saved is where they end. */
const placeSettlesMs = 300;

/** The one window. Closing hides it, the forwards go on; `show` brings it back. */
export class AppWindow implements Disposable {
  readonly #window: BrowserWindow;
  readonly #options: AppWindowOptions;
  readonly #resources = new DisposableStack();
  /** The page has its first frame; whatever is shown before is empty. */
  #isDrawn = false;
  #isWanted: boolean;
  /** Maximising waits for the first time it is shown, since it shows the window. */
  #toMaximise: boolean;

  constructor(options: AppWindowOptions) {
    this.#options = options;
    this.#isWanted = !options.hidden;
    this.#toMaximise = options.place.maximised;
    this.#window = createWindow(options);
    this.#resources.defer(() => this.#window.destroy());
    this.#followTheme();
    this.#followVisibility();
    this.#followPage();
    this.#followPlace();
    this.#window.on('close', (event) => {
      event.preventDefault();
      this.#hide();
      options.onClosed();
    });
    this.#window.once('ready-to-show', () => {
      this.#isDrawn = true;
      if (this.#isWanted) this.show();
    });
    void this.#load();
  }

  get contents(): WebContents {
    return this.#window.webContents;
  }

  /** Brings it to the front, at once or as soon as there is something to see. */
  show(): void {
    this.#isWanted = true;
    if (!this.#isDrawn) return;
    if (this.#toMaximise) this.#window.maximize();
    this.#toMaximise = false;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  send(name: string, payload: unknown): void {
    if (!this.#window.isDestroyed()) this.contents.send('event', name, payload);
  }

  /** Asks where to save a text, over this window; false where the person would rather not. Throws `fileUnwritable`. */
  async save(name: string, text: string): Promise<boolean> {
    const { t } = this.#options;
    const { canceled, filePath } = await dialog.showSaveDialog(this.#window, {
      title: t('app.saveAs'),
      buttonLabel: t('common.save'),
      defaultPath: name,
    });
    if (canceled || filePath === '') return false;
    try {
      await writeFile(filePath, text);
    } catch (error) {
      throw new ProblemError('fileUnwritable', message('app.fileUnwritable', { path: filePath }), {
        detail: (error as Error).message,
      });
    }
    return true;
  }

  /**
   * Asks for a file with forwards, over this window, and reads it; null where the person would rather not. Throws
   * `invalidInput` for what cannot be read or is larger than any list of forwards.
   */
  async open(): Promise<string | null> {
    const { t } = this.#options;
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, {
      title: t('workspace.open'),
      properties: ['openFile'],
    });
    const [path] = filePaths;
    return canceled || path === undefined ? null : readForwardsFile(path);
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }

  #hide(): void {
    if (!this.#window.isFullScreen()) return this.#window.hide();
    // macOS leaves a black screen behind where a full-screen window is hidden.
    this.#window.once('leave-full-screen', () => this.#window.hide());
    this.#window.setFullScreen(false);
  }

  #followTheme(): void {
    const repaint = () => this.#window.setBackgroundColor(background());
    nativeTheme.on('updated', repaint);
    this.#resources.defer(() => nativeTheme.off('updated', repaint));
  }

  #followVisibility(): void {
    this.#window.on('show', () => this.#options.onVisible(true));
    this.#window.on('restore', () => this.#options.onVisible(true));
    this.#window.on('hide', () => this.#options.onVisible(false));
    this.#window.on('minimize', () => this.#options.onVisible(false));
  }

  #followPlace(): void {
    let timer: NodeJS.Timeout | undefined;
    const tellLater = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, placeSettlesMs);
    };
    const tell = () => {
      const bounds = this.#window.getNormalBounds();
      this.#options.onPlaced({ bounds, maximised: this.#window.isMaximized() });
    };
    this.#window.on('move', tellLater);
    this.#window.on('resize', tellLater);
    this.#window.on('maximize', tellLater);
    this.#window.on('unmaximize', tellLater);
    this.#resources.defer(() => clearTimeout(timer));
  }

  #followPage(): void {
    this.contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#options.onPageGone();
    });
    this.contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      this.#options.log(
        `the window's process ended (${reason}, exit code ${exitCode}); loading the page again`,
      );
      this.#options.onPageGone();
      // Loading within this event ends the whole app (Chromium still tears the old process down; seen with SIGTRAP).
      setImmediate(() => void this.#load());
    });
  }

  async #load(): Promise<void> {
    try {
      await this.#window.loadURL(this.#options.url);
    } catch (error) {
      this.#options.log(`the page could not be loaded: ${String(error)}`);
      // An empty window is better than none that comes.
      this.#isDrawn = true;
      if (this.#isWanted) this.show();
    }
  }
}

function createWindow({ preload, icon, place }: AppWindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  return new BrowserWindow({
    title: 'Portolan',
    width: 1280,
    height: 780,
    ...reachableBounds(place, screens),
    minWidth: 860,
    minHeight: 520,
    show: false,
    backgroundColor: background(),
    icon,
    autoHideMenuBar: true,
    // The sidebar reaches under the window controls, as macOS apps with a sidebar do.
    ...(process.platform === 'darwin'
      ? { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 16, y: 18 } }
      : {}),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
}

/** The page's own ground colour (design tokens), so that no white shows before its first frame. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#0e141b' : '#f3f5f8';
}
