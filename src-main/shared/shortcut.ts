import { z } from 'zod';

/** The keys that a shortcut may end with, by Electron's names; letters, digits and F1 to F24 besides. */
const namedKeys = [
  'Space',
  'Up',
  'Down',
  'Left',
  'Right',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Insert',
] as const;

const functionKey = 'F(?:[1-9]|1\\d|2[0-4])';
const key = `(?:[A-Z]|\\d|${functionKey}|${namedKeys.join('|')})`;

/**
 * A combination of keys for the whole system, as Electron writes it: `Control+Alt+P`. It begins with Control, Alt or
 * Super (⌘ on macOS, the Windows key elsewhere), since a key alone is wanted for typing; a function key is not.
 */
export const Shortcut = z
  .string()
  .regex(
    new RegExp(
      `^(?:Control\\+)?(?:Alt\\+)?(?:Shift\\+)?(?:Super\\+)?(?:${functionKey}|(?<=(?:Control|Alt|Super)\\+(?:Shift\\+)?)${key})$`,
    ),
  );
export type Shortcut = z.infer<typeof Shortcut>;
