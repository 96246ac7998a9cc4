/** Those rows whose text, in lower case, has every word of the filter; the rows themselves without one. */
export function filterRows<R>(rows: readonly R[], filter: string, textOf: (row: R) => string): readonly R[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
}
