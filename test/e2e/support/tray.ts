import { expect } from './expect.ts';
import type { Portolan } from './portolan.ts';

/** What is read and clicked of Electron's menu. */
interface ShownMenu {
  readonly items: readonly {
    readonly label: string;
    readonly type: string;
    readonly submenu?: ShownMenu;
    click(): void;
  }[];
}

interface TestGlobal {
  trayMenu?: ShownMenu | null;
}

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

/**
 * Clicks the entry whose label contains each of the words in turn, as soon as it is there: an entry, or a submenu and
 * then its entry.
 */
export async function clickTray({ app }: Portolan, ...words: string[]): Promise<void> {
  await expect(() => app.evaluate(clickEntry, words)).toPass({ timeout: 10_000 });
}

function clickEntry(_electron: unknown, path: readonly string[]): void {
  let items = (globalThis as TestGlobal).trayMenu?.items ?? [];
  for (const [index, word] of path.entries()) {
    const item = items.find(({ label }) => label.includes(word));
    if (item === undefined)
      throw new Error(`no entry with "${word}" among ${items.map(({ label }) => label).join(' | ')}`);
    if (index === path.length - 1) item.click();
    items = item.submenu?.items ?? [];
  }
}
