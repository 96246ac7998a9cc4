import { z } from 'zod';
import { Language } from './language/language.ts';
import { message } from './language/message.ts';
import { says } from './rule.ts';
import { Shortcut } from './shortcut.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** How much of a list is seen at once. */
export const Density = z.enum(['comfortable', 'compact']);
export type Density = z.infer<typeof Density>;

/** What a notification of the system tells of. */
export const AlertKind = z.enum(['lost', 'back', 'login', 'end', 'tray']);
export type AlertKind = z.infer<typeof AlertKind>;

/** A language, or that of the system. */
export const LanguageChoice = z.union([z.literal('system'), Language]);
export type LanguageChoice = z.infer<typeof LanguageChoice>;

const settings = {
  theme: Theme,
  language: LanguageChoice,
  density: Density,
  /** Whether `/` and `?` act alone, wherever the focus is (WCAG 2.1.4 wants that they can be turned off). */
  singleKeys: z.boolean(),
  /** Which notifications are shown. */
  notify: z.object({
    lost: z.boolean(),
    back: z.boolean(),
    login: z.boolean(),
    end: z.boolean(),
    tray: z.boolean(),
  }),
  /** Whether the system starts the app, without its window, when the person logs in. */
  startAtLogin: z.boolean(),
  /** Shows the window from anywhere; null for none. */
  shortcut: Shortcut.nullable(),
  /** Whether the tour of the first run was finished or skipped. */
  tourSeen: z.boolean(),
};

/** What a person chose for the whole app. */
export const Settings = z.object(settings);
export type Settings = z.infer<typeof Settings>;

/** Some of the settings, to be changed; the others stay. */
export const SettingsChange = z
  .strictObject(settings)
  .partial()
  .refine((change) => Object.keys(change).length > 0, says(message('input.nothingChanged')));
export type SettingsChange = z.infer<typeof SettingsChange>;

export const firstSettings: Settings = {
  theme: 'system',
  language: 'system',
  density: 'comfortable',
  singleKeys: true,
  notify: { lost: true, back: true, login: true, end: true, tray: true },
  startAtLogin: false,
  shortcut: null,
  tourSeen: false,
};

/** The file in the data folder. */
export const SettingsFile = z.object({
  version: z.literal(1),
  ...settings,
  // Files that were saved before there was a choice do not have the rest.
  language: LanguageChoice.default(firstSettings.language),
  density: Density.default(firstSettings.density),
  singleKeys: z.boolean().default(firstSettings.singleKeys),
  notify: settings.notify.extend({
    end: z.boolean().default(firstSettings.notify.end),
    tray: z.boolean().default(firstSettings.notify.tray),
  }),
  startAtLogin: z.boolean().default(firstSettings.startAtLogin),
  shortcut: Shortcut.nullable().default(firstSettings.shortcut),
  // Who saved settings before there was a tour knows the way.
  tourSeen: z.boolean().default(true),
});
export type SettingsFile = z.infer<typeof SettingsFile>;
