import { expect } from './expect.ts';
import type { Portolan } from './portolan.ts';

/** What is read and clicked of Electron's menus. */
export interface ShownMenu {
  readonly items: readonly {
    readonly label: string;
    readonly type: string;
    readonly submenu?: ShownMenu;
    click(): void;
  }[];
  emit(event: string): boolean;
}

/** Where a test keeps what the tray shows, for which Electron has no question. */
export interface TestGlobal {
  trayMenu?: ShownMenu | null;
  trayTooltip?: string;
  trayPicture?: string;
}

/**
 * Clicks the entry whose label contains each of the words in turn, as soon as it is there: an entry, or a submenu and
 * then its entry.
 */
export async function clickMenu(
  { app }: Portolan,
  menu: 'application' | 'tray',
  path: readonly string[],
): Promise<void> {
  await expect(() => app.evaluate(clickEntry, { menu, path })).toPass({ timeout: 10_000 });
}

/** What the application menu's parts are called now. */
export function applicationMenus({ app }: Portolan): Promise<string[]> {
  return app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));
}

function clickEntry(
  { Menu }: Pick<typeof Electron, 'Menu'>,
  { menu, path }: { readonly menu: 'application' | 'tray'; readonly path: readonly string[] },
): void {
  const application = Menu.getApplicationMenu() as unknown as ShownMenu | null;
  let items = (menu === 'tray' ? (globalThis as TestGlobal).trayMenu : application)?.items ?? [];
  for (const [index, word] of path.entries()) {
    const item = items.find(({ label }) => label.includes(word));
    if (item === undefined)
      throw new Error(`no entry with "${word}" among ${items.map(({ label }) => label).join(' | ')}`);
    if (index === path.length - 1) item.click();
    items = item.submenu?.items ?? [];
  }
}
