import type { MenuItemConstructorOptions as Item } from 'electron';
import type { WindowPart } from '../shared/destination.ts';
import type { Translate } from '../shared/language/message.ts';
import type { TrayAction } from './tray-menu.ts';

export interface AppMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Reload and developer tools, for development alone. */
  readonly development: boolean;
  readonly perform: (action: TrayAction) => void;
  /** Brings up a part of the window. */
  readonly show: (part: WindowPart) => void;
  readonly openFile: () => void;
  readonly exportFile: () => void;
  readonly openDocs: () => void;
  readonly openLogFolder: () => void;
  readonly t: Translate;
}

const separator: Item = { type: 'separator' };

/**
 * The application menu: each system's standard entries with its own accelerators, and ours among them. Every role has a
 * label here, since Electron's own are English.
 */
export function appMenu(options: AppMenuOptions): Item[] {
  const menus = [fileMenu, editMenu, viewMenu, windowMenu, helpMenu].map((menu) => menu(options));
  return isMac(options) ? [macMenu(options), ...menus] : menus;
}

function macMenu(options: AppMenuOptions): Item {
  const { t } = options;
  return {
    role: 'appMenu',
    label: 'Portolan',
    submenu: [
      { role: 'about', label: t('menu.aboutPortolan') },
      separator,
      settingsItem(options),
      separator,
      { role: 'services', label: t('menu.services') },
      separator,
      { role: 'hide', label: t('menu.hidePortolan') },
      { role: 'hideOthers', label: t('menu.hideOthers') },
      { role: 'unhide', label: t('menu.showAll') },
      separator,
      { role: 'quit', label: t('app.quit') },
    ],
  };
}

function fileMenu(options: AppMenuOptions): Item {
  const { t, platform, show, openFile, exportFile, perform } = options;
  const quit: Item = { role: 'quit', label: t(platform === 'win32' ? 'menu.exit' : 'menu.quit') };
  return {
    label: t('menu.file'),
    submenu: [
      { label: t('menu.newForward'), ...pageKey('N'), click: () => show('newForward') },
      { label: t('workspace.menuOpen'), accelerator: 'CmdOrCtrl+O', click: openFile },
      separator,
      { label: t('menu.import'), click: () => show('import') },
      { label: t('menu.export'), click: exportFile },
      separator,
      {
        label: t('menu.startAllForwards'),
        accelerator: 'CmdOrCtrl+Shift+S',
        click: () => perform({ kind: 'startAll' }),
      },
      {
        label: t('menu.stopAllForwards'),
        accelerator: 'CmdOrCtrl+Shift+X',
        click: () => perform({ kind: 'stopAll' }),
      },
      separator,
      ...(isMac(options) ? [] : [settingsItem(options), separator]),
      closeItem(options),
      ...(isMac(options) ? [] : [quit]),
    ],
  };
}

function editMenu(options: AppMenuOptions): Item {
  const { t, show } = options;
  const remove: Item = { role: 'delete', label: t('menu.delete') };
  const selectAll: Item = { role: 'selectAll', label: t('menu.selectAll') };
  return {
    role: 'editMenu',
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('common.undo') },
      { role: 'redo', label: t('menu.redo') },
      separator,
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('common.copy') },
      { role: 'paste', label: t('menu.paste') },
      ...(isMac(options)
        ? [
            { role: 'pasteAndMatchStyle', label: t('menu.pasteAndMatchStyle') } as const,
            remove,
            selectAll,
            separator,
            ...macTextMenus(options),
          ]
        : [remove, separator, selectAll]),
      separator,
      { label: t('menu.findAnything'), ...pageKey('K'), click: () => show('search') },
    ],
  };
}

function macTextMenus({ t }: AppMenuOptions): Item[] {
  return [
    {
      label: t('menu.substitutions'),
      submenu: [
        { role: 'showSubstitutions', label: t('menu.showSubstitutions') },
        separator,
        { role: 'toggleSmartQuotes', label: t('menu.smartQuotes') },
        { role: 'toggleSmartDashes', label: t('menu.smartDashes') },
        { role: 'toggleTextReplacement', label: t('menu.textReplacement') },
      ],
    },
    {
      label: t('menu.speech'),
      submenu: [
        { role: 'startSpeaking', label: t('menu.startSpeaking') },
        { role: 'stopSpeaking', label: t('menu.stopSpeaking') },
      ],
    },
  ];
}

function viewMenu({ t, development }: AppMenuOptions): Item {
  const developmentItems: Item[] = [
    { role: 'reload', label: t('menu.reload') },
    { role: 'toggleDevTools', label: t('menu.developerTools') },
    separator,
  ];
  return {
    label: t('menu.view'),
    submenu: [
      ...(development ? developmentItems : []),
      { role: 'resetZoom', label: t('menu.actualSize') },
      { role: 'zoomIn', label: t('menu.zoomIn') },
      // Electron's own key for it is plus with Shift; on the key where plus stands people press it without.
      { role: 'zoomIn', label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      separator,
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
    ],
  };
}

function windowMenu(options: AppMenuOptions): Item {
  const { t } = options;
  return {
    role: 'windowMenu',
    label: t('menu.window'),
    submenu: [
      { role: 'minimize', label: t('menu.minimise') },
      { role: 'zoom', label: t('menu.zoom') },
      ...(isMac(options)
        ? [separator, { role: 'front', label: t('menu.bringAllToFront') } as const]
        : [closeItem(options)]),
    ],
  };
}

function helpMenu(options: AppMenuOptions): Item {
  const { t, platform, show, openDocs, openLogFolder } = options;
  const about: Item = { role: 'about', label: t(platform === 'linux' ? 'menu.about' : 'menu.aboutPortolan') };
  return {
    role: 'help',
    label: t('menu.help'),
    submenu: [
      { label: t('menu.documentation'), click: openDocs },
      { label: t('menu.keyboardShortcuts'), click: () => show('shortcuts') },
      separator,
      { label: t('menu.showLogFiles'), click: openLogFolder },
      ...(isMac(options) ? [] : [separator, about]),
    ],
  };
}

function settingsItem({ t, show }: AppMenuOptions): Item {
  return { label: t('menu.settings'), ...pageKey(','), click: () => show('settings') };
}

/** A key that the page itself understands: where the system allows it, the menu only shows it. */
function pageKey(key: string): Item {
  return { accelerator: `CmdOrCtrl+${key}`, registerAccelerator: false };
}

function closeItem(options: AppMenuOptions): Item {
  return { role: 'close', label: options.t(isMac(options) ? 'menu.closeWindow' : 'common.close') };
}

function isMac({ platform }: AppMenuOptions): boolean {
  return platform === 'darwin';
}
