import { parseBindAddresses } from '../../shared/bind-address.ts';
import type { ImportedForward } from '../../shared/import.ts';
import { message, type Message } from '../../shared/language/message.ts';
import { parsePortPair } from '../../shared/port-pair.ts';
import { problemOf } from '../../shared/problem.ts';
import { parseTarget } from '../../shared/target.ts';
import { imported, unusable } from './harvest.ts';

/** Longest link that is read, in characters. Anybody may write one, so its size is theirs. */
const maxLinkLength = 2_000;

/** What a link may say: how often, and with how many characters each time. */
const parameters = {
  context: { times: 1, length: 300 },
  namespace: { times: 1, length: 63 },
  target: { times: 1, length: 300 },
  port: { times: 32, length: 40 },
  address: { times: 16, length: 60 },
  label: { times: 1, length: 100 },
} as const;

type Parameter = keyof typeof parameters;

/**
 * Reads `portolan://forward?target=svc/web&port=8080:http&…` (docs/forwards.md). Nothing is done with it here.
 * Throws `invalidInput`, whose one sentence after the first says what is wrong.
 */
export function readForwardLink(link: string): ImportedForward {
  try {
    return forwardOf(valuesOf(link));
  } catch (error) {
    throw unusable(message('link.unusable', { why: problemOf(error).words }));
  }
}

function forwardOf(values: ReadonlyMap<Parameter, readonly string[]>): ImportedForward {
  const one = (name: Parameter) => values.get(name)?.[0] ?? null;
  const target = one('target');
  const ports = values.get('port');
  const addresses = values.get('address');
  if (target === null) throw unusable(message('link.noTarget'));
  if (ports === undefined) throw unusable(message('link.noPort'));
  return imported({
    context: one('context'),
    namespace: one('namespace') ?? 'default',
    target: parseTarget(target),
    ports: ports.map(parsePortPair),
    label: one('label'),
    ...(addresses !== undefined && { addresses: parseBindAddresses(addresses.join()) }),
  });
}

/** All that the link gives, each checked against what its parameter may be. */
function valuesOf(link: string): Map<Parameter, string[]> {
  const values = new Map<Parameter, string[]>();
  for (const [name, text] of urlOf(link).searchParams) {
    const value = text.trim();
    const fault = faultOf(name, value, values);
    if (fault !== null) throw unusable(fault);
    const parameter = name as Parameter;
    values.set(parameter, [...(values.get(parameter) ?? []), value]);
  }
  return values;
}

function urlOf(link: string): URL {
  if (link.length > maxLinkLength) throw unusable(message('link.tooLong', { most: maxLinkLength }));
  const url = URL.parse(link);
  // Some programs put a slash before the question mark.
  const isForward = url?.protocol === 'portolan:' && url.host === 'forward' && /^\/?$/.test(url.pathname);
  if (!isForward || url.hash !== '' || url.username !== '' || url.password !== '')
    throw unusable(message('link.notForward'));
  return url;
}

function faultOf(
  name: string,
  value: string,
  before: ReadonlyMap<string, readonly string[]>,
): Message | null {
  // Invisible characters make words look like others; U+FFFD is what is left of bytes that are no UTF-8.
  if (/[\p{C}\uFFFD]/u.test(name + value)) return message('link.invisible');
  if (!Object.hasOwn(parameters, name)) return message('link.unknown', { name: name.slice(0, 40) });
  const { times, length } = parameters[name as Parameter];
  if (value === '') return message('link.empty', { name });
  if (value.length > length) return message('link.valueTooLong', { name, most: length });
  if ((before.get(name)?.length ?? 0) >= times) return message('link.tooOften', { name, most: times });
  return null;
}
