import { z } from 'zod';
import { Language } from './language/language.ts';
import { message } from './language/message.ts';
import { says } from './rule.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** What a notification of the system tells of. */
export const AlertKind = z.enum(['lost', 'back', 'login']);
export type AlertKind = z.infer<typeof AlertKind>;

/** A language, or that of the system. */
export const LanguageChoice = z.union([z.literal('system'), Language]);
export type LanguageChoice = z.infer<typeof LanguageChoice>;

const settings = {
  theme: Theme,
  language: LanguageChoice,
  /** Which notifications are shown. */
  notify: z.object({ lost: z.boolean(), back: z.boolean(), login: z.boolean() }),
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
  notify: { lost: true, back: true, login: true },
};

/** The file in the data folder. */
export const SettingsFile = z.object({
  version: z.literal(1),
  ...settings,
  language: LanguageChoice.default(firstSettings.language),
});
export type SettingsFile = z.infer<typeof SettingsFile>;
