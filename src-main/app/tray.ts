import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import { isLoginProblem } from '../shared/problem.ts';
import type { Engine } from '../engine/engine.ts';
import type { AppLanguage } from './app-language.ts';
import type { TrayForward } from './tray-forward.ts';
import { type TrayAction, type TrayItem, trayMenu, trayTooltip } from './tray-menu.ts';
import { type TrayPicture, trayPicture, trayPictureFile } from './tray-picture.ts';

export interface AppTrayOptions {
  readonly engine: Engine;
  readonly language: AppLanguage;
  /** The folder of the tray's pictures. */
  readonly images: string;
  readonly perform: (action: TrayAction) => void;
}

/** A start of hundreds is a thousand changes, and a system may take tens of milliseconds to be given a menu. */
const updateMs = 200;
/** Of the main process's time the menu takes no more than one part in so many. */
const restFactor = 15;
/** However slow the system is: what the menu says is not older than this. */
const restMostMs = 3_000;

/** The icon in the system's tray; its picture and its menu follow the engine and the language. */
export class AppTray implements Disposable {
  readonly #options: AppTrayOptions;
  readonly #resources = new DisposableStack();
  readonly #tray: Tray;
  #shown = '';
  /**
   * The menu is before the person: what is new is set once it is closed, since a new one would close or shift it. Linux
   * tells nothing of it (electron#28837).
   */
  #isOpen = false;
  #tooltip = '';
  #picture: TrayPicture = 'calm';
  #timer: NodeJS.Timeout | undefined;
  #restMs = updateMs;

  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#tray = this.#resources.adopt(new Tray(this.#image()), (tray) => tray.destroy());
    // On macOS a click opens the menu, as of every menu bar item.
    if (process.platform !== 'darwin') this.#tray.on('click', () => options.perform({ kind: 'openWindow' }));
    const { clusters, forwards, production } = options.engine;
    const update = () => this.#updateSoon();
    for (const listen of [
      options.language.onChanged,
      forwards.onChanged,
      forwards.onForwardChanged,
      forwards.onSessionChanged,
      production.onChanged,
      clusters.onChanged,
      forwards.onTraffic,
    ]) {
      this.#resources.defer(listen(update));
    }
    this.#resources.defer(() => clearTimeout(this.#timer));
    this.#update();
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }

  #updateSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const begun = performance.now();
      this.#update();
      const restMs = restFactor * (performance.now() - begun);
      this.#restMs = Math.min(Math.max(updateMs, restMs), restMostMs);
    }, this.#restMs);
  }

  #update(): void {
    const { engine, language } = this.#options;
    const forwards = trayForwards(engine);
    const logins = neededLogins(engine);
    this.#showPicture(trayPicture(forwards, logins));
    this.#showTooltip(trayTooltip(forwards, language.t, logins));
    if (!this.#isOpen) this.#showMenu(trayMenu(forwards, language.t, logins));
  }

  /** To give a system a menu is dear, so none is given unless something changed. */
  #showMenu(items: readonly TrayItem[]): void {
    const shown = JSON.stringify(items);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const menu = Menu.buildFromTemplate(items.map((item) => this.#template(item)));
    menu.on('menu-will-show', () => (this.#isOpen = true));
    menu.on('menu-will-close', () => {
      this.#isOpen = false;
      // A little later: the click that closes a menu is told after that.
      this.#updateSoon();
    });
    this.#tray.setContextMenu(menu);
  }

  #showPicture(picture: TrayPicture): void {
    if (picture === this.#picture) return;
    this.#picture = picture;
    this.#tray.setImage(this.#image());
  }

  #image(): NativeImage {
    const image = nativeImage.createFromPath(
      join(this.#options.images, trayPictureFile(this.#picture, process.platform)),
    );
    image.setTemplateImage(process.platform === 'darwin');
    return image;
  }

  /** It counts all forwards, of which the menu names the first. */
  #showTooltip(text: string): void {
    if (text === this.#tooltip) return;
    this.#tooltip = text;
    this.#tray.setToolTip(text);
  }

  #template(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: literal(item.label), enabled: false };
      case 'submenu':
        return { label: literal(item.label), submenu: item.items.map((child) => this.#template(child)) };
      case 'action':
        return {
          label: literal(item.label),
          enabled: item.enabled,
          click: () => this.#options.perform(item.action),
        };
    }
  }
}

function trayForwards({ forwards, production }: Engine): TrayForward[] {
  return forwards.list().map((forward) => ({
    forward,
    state: forwards.state(forward.id),
    // Asked of those that the menu shows.
    get held() {
      return forwards.held(forward.id);
    },
    production: production.has(forward.target.context),
  }));
}

/** The contexts whose clusters refuse who we are. */
function neededLogins({ clusters }: Engine): string[] {
  return clusters
    .statuses()
    .filter(({ status }) => status.phase === 'failed' && isLoginProblem(status.problem.code))
    .map(({ context }) => context);
}

/** A single "&" in a label would be taken for the mark of an access key. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}
