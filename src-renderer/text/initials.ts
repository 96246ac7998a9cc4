/**
 * Two letters for each context where there is no room for its name: of its first words, or the beginning of its only one.
 * Where two would be the same, the later one takes a letter further on in its name, so that "dev" and "demo" differ.
 */
export function distinctInitials(contexts: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  for (const context of contexts) {
    const initials = choices(context).find((letters) => !taken.has(letters)) ?? initialsOf(context);
    taken.add(initials);
    given.set(context, initials);
  }
  return given;
}

/** Best first. */
function choices(context: string): string[] {
  const [first = ''] = initialsOf(context);
  const later = context.toUpperCase().match(/[\p{L}\p{N}]/gu) ?? [];
  return [initialsOf(context), ...later.slice(1).map((letter) => first + letter)];
}

function initialsOf(context: string): string {
  // `arn:aws:eks:eu-west-1:1234:cluster/shop` and `gke_project_zone_shop` end with what people call the cluster.
  const name = context.split(/[/:]/).findLast((part) => part !== '') ?? '';
  const words = (/^gke_/.test(name) ? (name.split('_').at(-1) ?? '') : name)
    .split(/[-_.@\s]+/)
    .filter(Boolean);
  const [first = '', second] = words;
  const letters = second === undefined ? first.match(/./gu)?.slice(0, 2) : [first, second].map(firstLetter);
  return (letters ?? []).join('').toUpperCase();
}

function firstLetter(word: string): string {
  return /./u.exec(word)?.[0] ?? '';
}
