import { clickMenu, type ShownMenu, type TestGlobal } from './menus.ts';
import type { Portolan } from './portolan.ts';

/** Keeps hold of each menu that the app gives to its tray from now on; Electron has no way to ask for it. */
export async function watchTray({ app }: Portolan): Promise<void> {
  await app.evaluate(({ Tray }) => {
    const give = Reflect.get(Tray.prototype, 'setContextMenu');
    Tray.prototype.setContextMenu = function (menu) {
      (globalThis as TestGlobal).trayMenu = menu as unknown as ShownMenu | null;
      give.call(this, menu);
    };
  });
}

/** The labels of the tray's menu as it is now, `-` for a separator. */
export function trayLabels({ app }: Portolan): Promise<string[]> {
  return app.evaluate(() =>
    ((globalThis as TestGlobal).trayMenu?.items ?? []).map(({ type, label }) =>
      type === 'separator' ? '-' : label,
    ),
  );
}

/** As `clickMenu`. */
export async function clickTray(portolan: Portolan, ...words: string[]): Promise<void> {
  await clickMenu(portolan, 'tray', words);
}
