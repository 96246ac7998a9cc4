/**
 * The rows by what `rank` says of each, which is asked once for a row: the least first, or last. Rows of one rank keep
 * their order either way.
 */
export function sortRows<R>(
  rows: readonly R[],
  rank: (row: R) => string | number,
  descending: boolean,
): readonly R[] {
  const before = descending ? 1 : -1;
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((left, right) => (left.rank < right.rank ? before : left.rank === right.rank ? 0 : -before))
    .map(({ row }) => row);
}
