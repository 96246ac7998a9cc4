import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { appMenu } from '../../../src-main/app/menu.ts';
import { type Language, languages } from '../../../src-main/shared/language/language.ts';
import { translator } from '../../../src-main/shared/language/message.ts';
import { hasEnglish } from './has-english.ts';

const platforms = ['darwin', 'win32', 'linux'] as const;
const places = languages.flatMap((language) => platforms.map((platform) => [platform, language] as const));

function menuOf(platform: NodeJS.Platform, language: Language, development = true) {
  return appMenu({
    platform,
    development,
    perform: () => undefined,
    show: () => undefined,
    openFile: () => undefined,
    exportFile: () => undefined,
    openDocs: () => undefined,
    openLogFolder: () => undefined,
    t: translator(() => language),
  });
}

type Item = MenuItemConstructorOptions;

function entriesOf(items: readonly Item[]): Item[] {
  return items.filter(({ type, visible }) => type !== 'separator' && visible !== false);
}

function itemsOf({ submenu }: Item): readonly Item[] {
  return Array.isArray(submenu) ? submenu : [];
}

/** The label of each entry, and of those below it. */
function labelsOf(items: readonly Item[]): (string | undefined)[] {
  return entriesOf(items).flatMap((item) => [item.label, ...labelsOf(itemsOf(item))]);
}

/** `Edit: Undo` for each entry that has no menu of its own. */
function pathsOf(items: readonly Item[]): string[] {
  return entriesOf(items).flatMap((item) => {
    const below = pathsOf(itemsOf(item));
    const label = item.label ?? '';
    return below.length === 0 ? [label] : below.map((path) => `${label}: ${path}`);
  });
}

it.each(places)('leaves no word of the menu to Electron: %s in %s', (platform, language) => {
  const menu = menuOf(platform, language);
  expect(labelsOf(menu).filter((label) => label === undefined || label === '')).toEqual([]);
  // A role without a menu of its own would be given Electron's.
  expect(menu.filter((item) => itemsOf(item).length === 0)).toEqual([]);
});

it.each(places.filter(([, language]) => language !== 'en'))(
  'has no English left in the menu: %s in %s',
  (platform, language) => {
    expect(labelsOf(menuOf(platform, language)).filter((label) => hasEnglish(label ?? ''))).toEqual([]);
  },
);

describe('the menu in English', () => {
  const edit = ['Edit: Undo', 'Edit: Redo', 'Edit: Cut', 'Edit: Copy', 'Edit: Paste'];
  const forwards = [
    'New Forward',
    'Open…',
    'Import…',
    'Export…',
    'Start All Forwards',
    'Stop All Forwards',
  ].map((label) => `&File: ${label}`);
  const view = ['&View: Actual Size', '&View: Zoom In', '&View: Zoom Out', '&View: Toggle Full Screen'];

  it('is what macOS has', () => {
    expect(pathsOf(menuOf('darwin', 'en', false))).toEqual([
      'Portolan: About Portolan',
      'Portolan: Settings…',
      'Portolan: Services',
      'Portolan: Hide Portolan',
      'Portolan: Hide Others',
      'Portolan: Show All',
      'Portolan: Quit Portolan',
      ...forwards,
      '&File: Close Window',
      ...edit,
      'Edit: Paste and Match Style',
      'Edit: Delete',
      'Edit: Select All',
      'Edit: Substitutions: Show Substitutions',
      'Edit: Substitutions: Smart Quotes',
      'Edit: Substitutions: Smart Dashes',
      'Edit: Substitutions: Text Replacement',
      'Edit: Speech: Start Speaking',
      'Edit: Speech: Stop Speaking',
      'Edit: Find Anything',
      ...view,
      'Window: Minimise',
      'Window: Zoom',
      'Window: Bring All to Front',
      'Help: Documentation',
      'Help: Keyboard Shortcuts',
      'Help: Show Log Files',
    ]);
  });

  it.each([
    ['win32', 'Exit', 'About Portolan'],
    ['linux', 'Quit', 'About'],
  ] as const)('is what %s has', (platform, quit, about) => {
    expect(pathsOf(menuOf(platform, 'en', false))).toEqual([
      ...forwards,
      '&File: Settings…',
      '&File: Close',
      `&File: ${quit}`,
      ...edit,
      'Edit: Delete',
      'Edit: Select All',
      'Edit: Find Anything',
      ...view,
      'Window: Minimise',
      'Window: Zoom',
      'Window: Close',
      'Help: Documentation',
      'Help: Keyboard Shortcuts',
      'Help: Show Log Files',
      `Help: ${about}`,
    ]);
  });

  it('reloads and shows the developer tools in development alone', () => {
    const labels = ['Reload', 'Toggle Developer Tools'].map((label) => `&View: ${label}`);
    const has = (development: boolean) =>
      pathsOf(menuOf('linux', 'en', development)).filter((path) => labels.includes(path));
    expect([has(true), has(false)]).toEqual([labels, []]);
  });

  it.each(platforms)('leaves to the page the keys that it understands itself: %s', (platform) => {
    const leaves = (items: readonly Item[]): Item[] =>
      items
        .flatMap((item) => [item, ...leaves(itemsOf(item))])
        .filter(({ accelerator }) => accelerator !== undefined);
    expect(
      leaves(menuOf(platform, 'en'))
        .map(({ accelerator, registerAccelerator }) => [accelerator, registerAccelerator ?? true])
        .sort(),
    ).toEqual([
      ['CmdOrCtrl+,', false],
      ['CmdOrCtrl+=', true],
      ['CmdOrCtrl+K', false],
      ['CmdOrCtrl+N', false],
      ['CmdOrCtrl+O', true],
      ['CmdOrCtrl+Shift+S', true],
      ['CmdOrCtrl+Shift+X', true],
    ]);
  });
});
