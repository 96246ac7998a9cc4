import { message, type Message } from '../../src-main/shared/language/message.ts';

/** The settings, in the order in which they stand. */
export const settingKeys = [
  'theme',
  'language',
  'density',
  'startAtLogin',
  'shortcut',
  'singleKeys',
  'lost',
  'back',
  'login',
  'end',
  'tray',
  'tour',
] as const;
export type SettingKey = (typeof settingKeys)[number];

/** What a setting is called, and the sentence that says what it is for. */
export function settingWords(key: SettingKey): { readonly label: Message; readonly sentence: Message } {
  if (key === 'startAtLogin' || key === 'shortcut' || key === 'tray')
    return { label: message(`day.${key}`), sentence: message(`day.${key}Sentence`) };
  return { label: message(`settings.${key}`), sentence: message(`settings.${key}Sentence`) };
}
