/** Two letters that stand for a context where there is no room for its name: of its first words, or the beginning of its only one. */
export function initialsOf(context: string): string {
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
