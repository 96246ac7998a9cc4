import { computeCommandScore } from 'bits-ui';

/** What can be found by its words. */
interface Findable {
  readonly title: string;
  /** Found as well, but worth less than the title. */
  readonly detail: string;
}

/** What matches worse than this part of the best match is noise. */
const noise = 0.02;
const detailWorth = 0.6;

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
  const scored = items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const least = (scored[0]?.score ?? 0) * noise;
  return scored
    .slice(0, atMost)
    .filter(({ score }) => score >= least)
    .map(({ item }) => item);
}

function scoreOf({ title, detail }: Findable, words: readonly string[]): number {
  let score = 1;
  for (const word of words) {
    score *= Math.max(wordScore(title, word), detailWorth * wordScore(detail, word));
    if (score === 0) return 0;
  }
  return score;
}

/** Most of thousands have not even the letters, which is told far sooner than a score. */
function wordScore(text: string, word: string): number {
  return hasLetters(text.toLowerCase(), word) ? computeCommandScore(text, word) : 0;
}

function hasLetters(text: string, word: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
