import type { MenuItemConstructorOptions } from 'electron';
import type { TrayAction } from './tray-menu.ts';

export interface AppMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Reload and developer tools, for development alone. */
  readonly development: boolean;
  readonly perform: (action: TrayAction) => void;
  readonly openLogFolder: () => void;
}

/** The application menu: each system's standard entries with its own accelerators, and ours among them. */
export function appMenu(options: AppMenuOptions): MenuItemConstructorOptions[] {
  const macOS = options.platform === 'darwin';
  return [
    ...(macOS ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        {
          label: 'Start All Forwards',
          accelerator: 'CmdOrCtrl+Shift+S',
          click: () => options.perform({ kind: 'startAll' }),
        },
        {
          label: 'Stop All Forwards',
          accelerator: 'CmdOrCtrl+Shift+X',
          click: () => options.perform({ kind: 'stopAll' }),
        },
        { type: 'separator' },
        { role: 'close' },
        ...(macOS ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...(options.development ? developmentItems : []),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Show Log Files', click: options.openLogFolder },
        ...(macOS ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
      ],
    },
  ];
}

const developmentItems: MenuItemConstructorOptions[] = [
  { role: 'reload' },
  { role: 'toggleDevTools' },
  { type: 'separator' },
];
