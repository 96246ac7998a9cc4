import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clickMenu, type ShownMenu, type TestGlobal } from './menus.ts';
import { type Portolan, root } from './portolan.ts';

/** Keeps hold of what the app gives to its tray from now on: its menu, its words and its picture. Electron has no way to ask for them. */
export async function watchTray({ app }: Portolan): Promise<void> {
  await app.evaluate(({ Tray }) => {
    const test = globalThis as TestGlobal;
    const give = Reflect.get(Tray.prototype, 'setContextMenu');
    Tray.prototype.setContextMenu = function (menu) {
      test.trayMenu = menu as unknown as ShownMenu | null;
      give.call(this, menu);
    };
    const say = Reflect.get(Tray.prototype, 'setToolTip');
    Tray.prototype.setToolTip = function (words) {
      test.trayTooltip = words;
      say.call(this, words);
    };
    const picture = Reflect.get(Tray.prototype, 'setImage');
    Tray.prototype.setImage = function (image) {
      test.trayPicture = typeof image === 'string' ? image : image.toDataURL();
      picture.call(this, image);
    };
  });
}

/** What the pointer reads over the icon, since that changed last. */
export function trayTooltip({ app }: Portolan): Promise<string | undefined> {
  return app.evaluate(() => (globalThis as TestGlobal).trayTooltip);
}

/** The file in `assets/tray` that the icon shows, since that changed last. */
export async function trayPicture({ app }: Portolan): Promise<string | undefined> {
  const shown = await app.evaluate(() => (globalThis as TestGlobal).trayPicture);
  const folder = join(root, 'assets', 'tray');
  const files = (await readdir(folder)).filter((name) => /^tray[A-Za-z]*\.png$/.test(name));
  const urls = await app.evaluate(
    ({ nativeImage }, paths) => paths.map((path) => nativeImage.createFromPath(path).toDataURL()),
    files.map((name) => join(folder, name)),
  );
  return shown === undefined ? undefined : files[urls.indexOf(shown)];
}

/** As a system tells that it has opened the tray's menu, or closed it. */
export async function tellOfTray(
  { app }: Portolan,
  happened: 'menu-will-show' | 'menu-will-close',
): Promise<void> {
  await app.evaluate((_, happened) => (globalThis as TestGlobal).trayMenu?.emit(happened), happened);
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
