import type { IncomingHttpHeaders } from 'node:http';

/** By lower-case names, as Node writes them: one byte for each character. */
export type Headers = Record<string, string | string[]>;

/** Headers as they came from either side of a connection. */
export type ReceivedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** So long the head of a message may be, in bytes: the cookies of all local servers come together. */
export const longestHead = 64 * 1024;

/** Whether a body follows the head of a request (RFC 9112, 6.3). */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

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

/**
 * The headers of a message that go on from one connection to the next, each value as `change` has it; without those that it
 * leaves empty, and without those of which it says null.
 */
export function passHeaders(
  received: ReceivedHeaders,
  change: (name: string, value: string, values: readonly string[]) => string | null,
): Headers {
  const passed: Headers = {};
  for (const [name, values] of endToEndHeaders(received)) {
    const changed = values.flatMap((value) => change(name, value, values) ?? []);
    const [only] = changed;
    if (only !== undefined) passed[name] = changed.length === 1 ? only : changed;
  }
  return passed;
}

function endToEndHeaders(headers: ReceivedHeaders): [name: string, values: readonly string[]][] {
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
