/** A host or a path of a rule. */
export interface RuleText {
  readonly text: string;
  /** True for a regular expression. */
  readonly isPattern: boolean;
}

/** Requests that a rule lets through: all of these have to be met. */
export interface RuleMatch {
  /** Null for every host. */
  readonly host: RuleText | null;
  readonly path: RuleText | null;
  /** Headers, methods, addresses and what is excluded. */
  readonly hasMore: boolean;
  /** True where a matcher is not known here. */
  readonly hasUnknown: boolean;
}

const maxLength = 8192;
const maxDepth = 32;
const maxMatches = 100;

const any: RuleMatch = { host: null, path: null, hasMore: false, hasUnknown: false };
const more: RuleMatch = { ...any, hasMore: true };

/** How its matchers are called, those of version 2 among them; Traefik also knows them in capitals and in small letters. */
const matchers: Readonly<Record<string, 'host' | 'hostPattern' | 'path' | 'pathPattern' | 'more'>> = {
  host: 'host',
  hostheader: 'host',
  hostsni: 'host',
  hostregexp: 'hostPattern',
  hostsniregexp: 'hostPattern',
  path: 'path',
  pathprefix: 'path',
  pathregexp: 'pathPattern',
  alpn: 'more',
  clientip: 'more',
  header: 'more',
  headerregexp: 'more',
  headers: 'more',
  headersregexp: 'more',
  method: 'more',
  query: 'more',
  queryregexp: 'more',
};

/**
 * The alternatives of a Traefik rule, such as `` Host(`a.example.com`) && PathPrefix(`/shop`) ``; null for one that is
 * none, or that is beyond any bound of length, depth or number.
 */
export function readTraefikRule(rule: string): RuleMatch[] | null {
  return rule.length > maxLength ? null : new RuleReader(rule).read();
}

class RuleReader {
  readonly #rule: string;
  #at = 0;

  constructor(rule: string) {
    this.#rule = rule;
  }

  read(): RuleMatch[] | null {
    const matches = this.#either(false, 0);
    return this.#skipped() === '' ? matches : null;
  }

  #either(isNot: boolean, depth: number): RuleMatch[] | null {
    return this.#joined('||', (each) => this.#both(each, depth), isNot ? all : union, isNot);
  }

  #both(isNot: boolean, depth: number): RuleMatch[] | null {
    return this.#joined('&&', (each) => this.#one(each, depth), isNot ? union : all, isNot);
  }

  #joined(
    operator: string,
    next: (isNot: boolean) => RuleMatch[] | null,
    join: (one: readonly RuleMatch[], other: readonly RuleMatch[]) => RuleMatch[],
    isNot: boolean,
  ): RuleMatch[] | null {
    let matches = next(isNot);
    while (matches !== null && this.#takes(operator)) {
      const other = next(isNot);
      if (other === null || other.length * matches.length > maxMatches ** 2) return null;
      matches = join(matches, other);
      if (matches.length > maxMatches) return null;
    }
    return matches;
  }

  #one(isNot: boolean, depth: number): RuleMatch[] | null {
    if (depth > maxDepth) return null;
    if (this.#takes('!')) return this.#one(!isNot, depth + 1);
    if (this.#takes('(')) {
      const matches = this.#either(isNot, depth + 1);
      return this.#takes(')') ? matches : null;
    }
    return this.#matcher(isNot);
  }

  #matcher(isNot: boolean): RuleMatch[] | null {
    const name = /^[A-Za-z]+/.exec(this.#skipped())?.[0] ?? '';
    this.#at += name.length;
    if (name === '' || !this.#takes('(')) return null;
    const values: string[] = [];
    do {
      const value = this.#value();
      if (value === null) return null;
      values.push(value);
    } while (this.#takes(','));
    if (!this.#takes(')') || values.length > maxMatches || values.includes('')) return null;
    return matchesOf(name.toLowerCase(), values, isNot);
  }

  /** In back-quotes or quotation marks, as Go writes strings; without escapes, which neither hosts nor paths need. */
  #value(): string | null {
    const rest = this.#skipped();
    const quote = rest.charAt(0);
    if (quote !== '`' && quote !== '"') return null;
    const end = rest.indexOf(quote, 1);
    if (end === -1) return null;
    this.#at += end + 1;
    return rest.slice(1, end);
  }

  #takes(token: string): boolean {
    const isThere = this.#skipped().startsWith(token);
    if (isThere) this.#at += token.length;
    return isThere;
  }

  /** The rest, without the space before it. */
  #skipped(): string {
    while (/\s/.test(this.#rule.charAt(this.#at))) this.#at += 1;
    return this.#rule.slice(this.#at);
  }
}

function matchesOf(name: string, values: readonly string[], isNot: boolean): RuleMatch[] {
  const kind = Object.hasOwn(matchers, name) ? matchers[name] : undefined;
  if (kind === undefined) return [{ ...any, hasUnknown: true }];
  if (isNot || kind === 'more') return [more];
  return values.map((text) => {
    // Version 2 writes regular expressions in braces, also in hosts and paths.
    const isPattern = kind === 'hostPattern' || kind === 'pathPattern' || text.includes('{');
    const isHost = kind === 'host' || kind === 'hostPattern';
    if (isHost) return { ...any, host: text === '*' ? null : { text, isPattern } };
    return { ...any, path: { text, isPattern } };
  });
}

function union(one: readonly RuleMatch[], other: readonly RuleMatch[]): RuleMatch[] {
  return [...one, ...other];
}

function all(one: readonly RuleMatch[], other: readonly RuleMatch[]): RuleMatch[] {
  return one.flatMap((a) => other.map((b) => both(a, b)));
}

/** Of two hosts or paths at once, the first is told, and that there is more. */
function both(a: RuleMatch, b: RuleMatch): RuleMatch {
  const isTwice = (a.host !== null && b.host !== null) || (a.path !== null && b.path !== null);
  return {
    host: a.host ?? b.host,
    path: a.path ?? b.path,
    hasMore: a.hasMore || b.hasMore || isTwice,
    hasUnknown: a.hasUnknown || b.hasUnknown,
  };
}
