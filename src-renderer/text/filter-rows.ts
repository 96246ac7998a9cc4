/**
 * Those rows that have every word of the filter; the rows themselves without one. `has` is asked for each row and word,
 * in lower case and without spaces: a text made for each of 20,000 rows costs more than looking into it.
 */
export function filterRows<R>(
  rows: readonly R[],
  filter: string,
  has: (row: R, word: string) => boolean,
): readonly R[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => words.every((word) => has(row, word)));
}
