/** What is read of a pressed key. */
type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

const unshifted: Readonly<Record<string, string>> = { Comma: ',', Slash: '/', Space: ' ' };
const shifted: Readonly<Record<string, string>> = { Comma: '<', Slash: '?', Space: ' ' };

/**
 * Which key of a shortcut an event means: what it writes, or what its place writes on an English keyboard where that is
 * of another script or an input method has it. A letter is a capital with Shift alone, whatever Caps Lock says.
 */
export function shortcutKey({ key, code, shiftKey }: Pressed): string {
  // Full-width letters and signs are the same as narrow ones.
  const written = key.normalize('NFKC');
  const punctuation = (shiftKey ? shifted : unshifted)[code];
  const meant = isElsewhere(written) ? (letterAt(code) ?? punctuation ?? written) : written;
  if (!/^[a-z]$/i.test(meant)) return meant;
  return shiftKey ? meant.toUpperCase() : meant.toLowerCase();
}

/** The letter or digit at a key's place on an English keyboard; undefined for other keys. */
export function letterAt(code: string): string | undefined {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1];
}

/** Accented letters and signs such as € are what was meant; AltGr writes them. */
function isElsewhere(written: string): boolean {
  return (
    written === 'Process' ||
    written === 'Unidentified' ||
    /^[^\p{ASCII}\p{Script=Latin}\p{S}]$/u.test(written)
  );
}
