import { t } from '../language.svelte.ts';

/** What a row says now. */
export interface RowNews {
  readonly of: 'forward' | 'cluster';
  readonly name: string;
  readonly state: string;
  readonly problem: string | null;
}

/** Something for a screen reader to say, or a row that says something else now. */
export type News = string | RowNews;

/** As many as anybody listens to one by one. */
const fewRows = 3;

/** What is said of all that is new at one moment: each by itself, or many rows of one state summed up. */
export function newsLines(news: readonly News[]): string[] {
  const texts = news.filter((each) => typeof each === 'string');
  const rows = news.filter((each) => typeof each !== 'string');
  const alike = Map.groupBy(rows, ({ of, state }) => JSON.stringify([of, state]));
  return [...texts, ...[...alike.values()].flatMap(rowLines)];
}

function rowLines(rows: readonly RowNews[]): string[] {
  const [first] = rows;
  if (first === undefined || rows.length <= fewRows) {
    return rows.map(({ name, state, problem }) => t('announce.state', { name, state, problem }));
  }
  const { of, state } = first;
  const problem = rows.every((row) => row.problem === first.problem) ? first.problem : null;
  const name = t(of === 'forward' ? 'announce.forwards' : 'announce.clusters', { n: rows.length });
  return [t('announce.state', { name, state, problem })];
}
