import { computeCommandScore } from 'bits-ui';

/** The words by which something is found. */
export interface Findable {
  readonly title: string;
  /** Found as well, but worth less than the title. */
  readonly detail: string;
  /** The title in another language, worth the same. */
  readonly alias?: string | undefined;
  /** What its words are worth beside the same words of others: less than one (which is so unless told) for what is rarely wanted. */
  readonly worth?: number | undefined;
}

/** Something with its words as they are searched, made once and not with each key. */
export interface Searchable<T> extends Findable {
  readonly item: T;
}

/** What matches worse than this part of the best match is noise. */
const noise = 0.02;
const detailWorth = 0.6;
/** Scores are dear; of more than so many, those that look closest are scored. */
const scoredAtMost = 250;
/** Above every place in a list, so that a distance and a place are one number. */
const places = 2 ** 24;

export function searchable<T>(item: T, { title, detail, alias, worth }: Findable): Searchable<T> {
  return {
    item,
    title: title.toLowerCase(),
    detail: detail.toLowerCase(),
    alias: alias?.toLowerCase(),
    worth,
  };
}

/** Finds the best of what may be very many, while the query is typed key by key. */
export class BestMatches<T> {
  readonly #items: readonly Searchable<T>[];
  /** What had the words of the last query; what has those of a longer one is among it. */
  #last: { readonly query: string; readonly found: readonly Searchable<T>[] };

  constructor(items: readonly Searchable<T>[]) {
    this.#items = items;
    this.#last = { query: '', found: items };
  }

  /**
   * Those that have every word of the query, each word's letters in their order though not side by side; the best first,
   * equal ones in the order given. Without a query, the first of them. What is not offered is left out.
   */
  of(query: string, atMost: number, isOffered: (item: T) => boolean = () => true): T[] {
    const typed = query.toLowerCase();
    const words = typed.split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return firstOf(this.#items, atMost, isOffered);
    const among = typed.startsWith(this.#last.query) ? this.#last.found : this.#items;
    const { found, closest } = search(among, words);
    this.#last = { query: typed, found };
    const scored = closest
      .map((item, place) => ({ item, place, score: scoreOf(item, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.place - b.place);
    const least = (scored[0]?.score ?? 0) * noise;
    const good = scored.filter(({ score }) => score >= least).map(({ item }) => item);
    return firstOf(good, atMost, isOffered);
  }
}

function firstOf<T>(among: readonly Searchable<T>[], atMost: number, isOffered: (item: T) => boolean): T[] {
  const first: T[] = [];
  for (const { item } of among) {
    if (first.length === atMost) break;
    if (isOffered(item)) first.push(item);
  }
  return first;
}

/** Those that have all words, and of too many the closest; both in the order given. */
function search<T>(items: readonly Searchable<T>[], words: readonly string[]) {
  const found: Searchable<T>[] = [];
  // Numbers in one piece of memory: tens of thousands of objects take longer to sort than to find.
  const distances = new Float64Array(items.length);
  for (const item of items) {
    const distance = distanceOfAll(item, words);
    if (distance === Infinity) continue;
    distances[found.length] = distance * places + found.length;
    found.push(item);
  }
  const closest = distances
    .subarray(0, found.length)
    .sort()
    .subarray(0, scoredAtMost)
    .map((number) => number % places)
    .sort();
  return { found, closest: [...closest].flatMap((place) => found[place] ?? []) };
}

/** The smaller, the closer; Infinity where a word is missing. */
function distanceOfAll({ title, detail, alias }: Findable, words: readonly string[]): number {
  let distance = title.length;
  for (const word of words) {
    let least = distanceOf(title, word);
    if (least > 0) least = Math.min(least, distanceOf(detail, word));
    if (least > 0 && alias !== undefined) least = Math.min(least, distanceOf(alias, word));
    if (least === Infinity) return Infinity;
    distance += least;
  }
  return distance;
}

/** How far a text is from beginning a word with `word`; Infinity where it lacks its letters. */
function distanceOf(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0 || (at > 0 && wordEnds.has(text.charCodeAt(at - 1)))) return 0;
  if (at > 0) return 1_000;
  return hasLetters(text, word) ? 10_000 : Infinity;
}

const wordEnds = new Set(Array.from(' -/_.:·', (sign) => sign.charCodeAt(0)));

function scoreOf({ title, detail, alias, worth = 1 }: Findable, words: readonly string[]): number {
  let score = worth;
  for (const word of words) {
    const best = Math.max(computeCommandScore(title, word), detailWorth * computeCommandScore(detail, word));
    score *= alias === undefined ? best : Math.max(best, computeCommandScore(alias, word));
    if (score === 0) return 0;
  }
  return score;
}

function hasLetters(text: string, word: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
