/** The value of `--name=value` or `--name value`; null where it is not given. The last one counts, as in kubectl. */
export function switchValue(argv: readonly string[], name: string): string | null {
  const index = argv.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = argv[index];
  if (word === undefined) return null;
  return word === name ? (argv[index + 1] ?? null) : word.slice(name.length + 1);
}
