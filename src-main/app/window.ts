import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Bounds, WindowPlace } from '../shared/window-place.ts';

export interface AppWindowOptions {
  readonly preload: string;
  /** The page: our scheme, or the development server. */
  readonly url: string;
  readonly icon: string;
  readonly log: (line: string) => void;
}

export interface Presentation {
  /** Where it was last, if that can still be reached. */
  readonly bounds: Bounds | null;
  readonly maximised: boolean;
  /** Waits in the tray until somebody wants to see it. */
  readonly hidden: boolean;
}

/** Moving and resizing tell of every pixel; what is saved is where they end. */
const placeSettlesMs = 300;
/** A page that dies soon after it was loaded will do so again: it must not keep the computer busy. */
const crashAgainMs = 30_000;
const crashPauseMs = 5_000;
/** From the page's first, empty frame to what it has to show, at most. */
const pageAnswersMs = 2_000;

/**
 * The one window. Its page loads from the first moment on; what it is for is known later (`present`).
 * Closing hides it, the forwards go on; `show` brings it back.
 */
export class AppWindow implements Disposable {
  readonly native: BrowserWindow;
  readonly #options: AppWindowOptions;
  readonly #resources = new DisposableStack();
  readonly #placed = this.#resources.use(new Emitter<Pick<WindowPlace, 'bounds' | 'maximised'>>());
  readonly #closed = this.#resources.use(new Emitter<void>());
  readonly #visible = this.#resources.use(new Emitter<boolean>());
  readonly #pageGone = this.#resources.use(new Emitter<void>());
  /** It was moved, resized or maximised, some time after the last such change. */
  readonly onPlaced = this.#placed.listen;
  /** The person has closed it, and it hides. */
  readonly onClosed: Listen<void> = this.#closed.listen;
  readonly onVisible: Listen<boolean> = this.#visible.listen;
  /** The page begins to load, again, or has died. */
  readonly onPageGone: Listen<void> = this.#pageGone.listen;
  readonly #seen = Promise.withResolvers<undefined>();
  /** The window's first picture is on the screen, or nobody waits for one. */
  readonly seen = this.#seen.promise;
  /** Before, it would be empty for longer than showing it takes. */
  #isReady = false;
  #isPresented = false;
  #isWanted = false;
  /** Maximising waits for the first time it is shown, since it shows the window. */
  #toMaximise = false;

  constructor(options: AppWindowOptions) {
    this.#options = options;
    this.native = createWindow(options);
    this.#resources.defer(() => this.native.destroy());
    this.#followTheme();
    this.#followVisibility();
    this.#followPage();
    this.native.on('close', (event) => {
      event.preventDefault();
      this.#hide();
      this.#closed.emit();
    });
    this.#waitForPage();
    void this.#load();
  }

  get contents(): WebContents {
    return this.native.webContents;
  }

  /** Gives it its place, and from now on shows it where it is wanted and has something to show. */
  present({ bounds, maximised, hidden }: Presentation): void {
    if (bounds !== null) this.native.setBounds(bounds);
    this.#toMaximise = maximised;
    this.#isPresented = true;
    this.#followPlace();
    if (hidden) this.#seen.resolve(undefined);
    if (this.#isWanted || !hidden) this.show();
  }

  /** The page has all it needs for its first picture, or nothing will come of it: the window may be shown. */
  becomeReady(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    if (this.#isWanted) this.show();
  }

  /** Its first picture is on the screen. */
  becomeSeen(): void {
    this.#seen.resolve(undefined);
  }

  /** Brings it to the front, at once or as soon as there is something to see. */
  show(): void {
    this.#isWanted = true;
    if (!this.#isReady || !this.#isPresented) return;
    if (this.#toMaximise) this.native.maximize();
    this.#toMaximise = false;
    if (this.native.isMinimized()) this.native.restore();
    this.native.show();
    this.native.focus();
  }

  send(name: string, payload: unknown): void {
    if (!this.native.isDestroyed()) this.contents.send('event', name, payload);
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }

  #hide(): void {
    if (!this.native.isFullScreen()) return this.native.hide();
    // macOS leaves a black screen behind where a full-screen window is hidden.
    this.native.once('leave-full-screen', () => this.native.hide());
    this.native.setFullScreen(false);
  }

  #followTheme(): void {
    const repaint = () => this.native.setBackgroundColor(background());
    nativeTheme.on('updated', repaint);
    // Not with the other resources: a quit during the start destroys the window before anybody disposes of this.
    this.native.once('closed', () => nativeTheme.off('updated', repaint));
  }

  #followVisibility(): void {
    this.native.on('show', () => this.#visible.emit(true));
    this.native.on('restore', () => this.#visible.emit(true));
    this.native.on('hide', () => this.#visible.emit(false));
    this.native.on('minimize', () => this.#visible.emit(false));
  }

  #followPlace(): void {
    let timer: NodeJS.Timeout | undefined;
    const tellLater = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, placeSettlesMs);
    };
    const tell = () => {
      const bounds = this.native.getNormalBounds();
      // In the tray it still waits for that.
      const maximised = this.#toMaximise || this.native.isMaximized();
      this.#placed.emit({ bounds, maximised });
    };
    this.native.on('move', tellLater);
    this.native.on('resize', tellLater);
    this.native.on('maximize', tellLater);
    this.native.on('unmaximize', tellLater);
    this.#resources.defer(() => clearTimeout(timer));
  }

  /** A page that says nothing for long is shown as it is: an empty window is better than none that comes. */
  #waitForPage(): void {
    let timer: NodeJS.Timeout | undefined;
    this.native.once('ready-to-show', () => {
      timer = setTimeout(() => this.becomeReady(), pageAnswersMs);
    });
    this.#resources.defer(() => clearTimeout(timer));
  }

  #followPage(): void {
    let diedAt = -Infinity;
    let timer: NodeJS.Timeout | undefined;
    this.#resources.defer(() => clearTimeout(timer));
    this.contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#pageGone.emit();
    });
    this.contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      this.#options.log(
        `the window's process ended (${reason}, exit code ${exitCode}); loading the page again`,
      );
      this.#pageGone.emit();
      const isAgain = performance.now() - diedAt < crashAgainMs;
      diedAt = performance.now();
      // Never within this event, which would end the whole app (Chromium still tears the old process down; seen with SIGTRAP).
      timer = setTimeout(() => void this.#load(), isAgain ? crashPauseMs : 0);
    });
  }

  async #load(): Promise<void> {
    try {
      await this.native.loadURL(this.#options.url);
    } catch (error) {
      this.#options.log(`the page could not be loaded: ${String(error)}`);
      this.becomeReady();
    }
  }
}

function createWindow({ preload, icon }: AppWindowOptions): BrowserWindow {
  return new BrowserWindow({
    title: 'Portolan',
    width: 1280,
    height: 780,
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
