import { expect, it } from 'vitest';
import { firstSettings, Settings, SettingsFile } from '../../../src-main/shared/settings.ts';
import { WindowPlace } from '../../../src-main/shared/window-place.ts';

it('a file that was saved before there was a choice opens, and has it as at first', () => {
  const old = { version: 1, theme: 'dark', notify: { lost: false, back: true, login: true } };
  expect(Settings.parse(SettingsFile.parse(old))).toEqual({
    ...firstSettings,
    theme: 'dark',
    tourSeen: true,
    notify: { lost: false, back: true, login: true, end: true, tray: true },
  });
});

it('a place that was saved before closing was told of is that of a window never closed', () => {
  expect(WindowPlace.parse({ version: 1, bounds: null, maximised: true }).closedBefore).toBe(false);
});

it('whoever saved settings before there was a tour is not shown around; a newcomer is', () => {
  const { theme, notify } = firstSettings;
  const old = SettingsFile.parse({ version: 1, theme, notify });
  expect([old.tourSeen, old.language, firstSettings.tourSeen]).toEqual([true, 'system', false]);
});
