import type { GatewayRouteKind } from './attachment.ts';
import { boundedLine } from '../cluster-text.ts';
import type { Match, Rule } from './gateway-objects.ts';

/** What a rule takes. */
export interface AskedPath {
  /** Null where nothing is asked by path. */
  readonly path: string | null;
  readonly isPattern: boolean;
  /** What else has to be in each request, such as `POST, version: v2`; null for nothing. */
  readonly only: string | null;
}

const partLimit = 40;
const partsLimit = 4;

/** What rules of a route take, each once. */
export function askedPaths(kind: GatewayRouteKind, rules: readonly Rule[]): AskedPath[] {
  switch (kind) {
    case 'TCPRoute':
    case 'TLSRoute':
      return [{ path: null, isPattern: false, only: null }];
    case 'HTTPRoute':
      return once(asked(rules, byPath));
    case 'GRPCRoute':
      return once(asked(rules, byMethod));
  }
}

function asked(rules: readonly Rule[], read: (match: Match | undefined) => AskedPath[]): AskedPath[] {
  return rules.flatMap(({ matches }) =>
    matches.length === 0 ? read(undefined) : matches.flatMap((match) => (match === null ? [] : read(match))),
  );
}

function byPath(match: Match | undefined): AskedPath[] {
  const { type, value } = match?.path ?? {};
  const isPlain = (type ?? 'PathPrefix') === 'PathPrefix' || type === 'Exact';
  const path = value ?? '/';
  if (isPlain && !path.startsWith('/')) return [];
  const method = typeof match?.method === 'string' ? [match.method] : [];
  return [{ path, isPattern: !isPlain, only: onlyWith(method, match) }];
}

function byMethod(match: Match | undefined): AskedPath[] {
  const { service, method } = typeof match?.method === 'object' ? (match.method ?? {}) : {};
  const called = service || method ? [`/${service || '*'}/${method || '*'}`] : [];
  return [{ path: null, isPattern: false, only: onlyWith(called, match) }];
}

function onlyWith(method: readonly string[], match: Match | undefined): string | null {
  const headers = match?.headers ?? [];
  const parameters = match?.queryParams ?? [];
  const parts = [
    ...method.map(part),
    ...headers.map(({ name, value }) => `${part(name)}: ${part(value)}`),
    ...parameters.map(({ name, value }) => `?${part(name)}=${part(value)}`),
  ];
  if (parts.length === 0) return null;
  return [...parts.slice(0, partsLimit), ...(parts.length > partsLimit ? ['…'] : [])].join(', ');
}

function part(text: string): string {
  return boundedLine(text, partLimit);
}

/** Where any match of a path asks for nothing else, nothing else is needed there. */
function once(all: readonly AskedPath[]): AskedPath[] {
  const ofPath = Map.groupBy(all, ({ path, isPattern }) => JSON.stringify([path, isPattern]));
  return [...ofPath.values()].flatMap((same) => {
    const free = same.find(({ only }) => only === null);
    return free === undefined ? [...new Map(same.map((each) => [each.only, each])).values()] : [free];
  });
}
