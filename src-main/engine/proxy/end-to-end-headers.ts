/** Of one connection alone (RFC 9110, 7.6.1), beside those that `Connection` names. */
const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The headers of a message that go on from one connection to the next, by lower-case names. */
export function endToEndHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): [name: string, values: readonly string[]][] {
  const lists = Object.entries(headers).map(([name, value = []]): [string, readonly string[]] => [
    name.toLowerCase(),
    typeof value === 'string' ? [value] : value,
  ]);
  const named = lists.flatMap(([name, values]) => (name === 'connection' ? values : []));
  const dropped = new Set([
    ...ofConnection,
    ...named.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase()),
  ]);
  return lists.filter(([name]) => !dropped.has(name));
}
