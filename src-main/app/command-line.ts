/** The value of `--name=value` or `--name value`; null where it is not given. The last one counts, as in kubectl. */
export function switchValue(argv: readonly string[], name: string): string | null {
  const words = switchesOf(argv);
  const index = words.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = words[index];
  if (word === undefined) return null;
  return word === name ? (words[index + 1] ?? null) : word.slice(name.length + 1);
}

/** Whether the app was started to work in the tray without its window. */
export const hiddenSwitch = '--hidden';

export function isHiddenStart(argv: readonly string[]): boolean {
  return switchesOf(argv).includes(hiddenSwitch);
}

/** The `portolan:` link that the app was started with; null where there is none. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((word) => /^portolan:/i.test(word)) ?? null;
}

/** What stands behind `--` is what a link's writer chose, and no switch of ours. */
function switchesOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}
