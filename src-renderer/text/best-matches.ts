import { computeCommandScore } from 'bits-ui';

/** What can be found by its words. */
interface Findable {
  readonly title: string;
  /** Found as well, but worth less than the title. */
  readonly detail: string;
  /** The title in another language, worth the same. */
  readonly alias?: string | undefined;
}

/** What matches worse than this part of the best match is noise. */
const noise = 0.02;
const detailWorth = 0.6;
/** Scores are dear; of more than so many, those that look closest are scored (of 10,000, that halves the dearest key). */
const scoredAtMost = 1_000;

/**
 * Those that have every word of the query, each word's letters in their order though not side by side; the best first,
 * equal ones in the order given. Without a query, the first of them.
 */
export function bestMatches<T extends Findable>(items: readonly T[], query: string, atMost: number): T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items.slice(0, atMost);
  const scored = candidates(items, words)
    .map(({ item, place }) => ({ item, place, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place);
  const least = (scored[0]?.score ?? 0) * noise;
  return scored
    .slice(0, atMost)
    .filter(({ score }) => score >= least)
    .map(({ item }) => item);
}

interface Candidate<T> {
  readonly item: T;
  readonly place: number;
  /** The smaller, the closer. */
  readonly distance: number;
}

function candidates<T extends Findable>(items: readonly T[], words: readonly string[]): Candidate<T>[] {
  const found: Candidate<T>[] = [];
  items.forEach((item, place) => {
    const title = item.title.toLowerCase();
    const detail = item.detail.toLowerCase();
    const alias = item.alias?.toLowerCase();
    let distance = title.length;
    for (const word of words) {
      const closest = Math.min(distanceOf(title, word), distanceOf(detail, word));
      distance += closest === 0 || alias === undefined ? closest : Math.min(closest, distanceOf(alias, word));
    }
    if (distance < Infinity) found.push({ item, place, distance });
  });
  if (found.length <= scoredAtMost) return found;
  return found.sort((a, b) => a.distance - b.distance || a.place - b.place).slice(0, scoredAtMost);
}

/** How far a text is from beginning a word with `word`; Infinity where it lacks its letters. */
function distanceOf(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0 || (at > 0 && wordEnd.test(text.charAt(at - 1)))) return 0;
  if (at > 0) return 1_000;
  return hasLetters(text, word) ? 10_000 : Infinity;
}

const wordEnd = /[\s\-/_.:·]/;

function scoreOf({ title, detail, alias }: Findable, words: readonly string[]): number {
  let score = 1;
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
