/**
 * Makes it with the first call and keeps it: for what is dear to make (a format of `Intl` takes five milliseconds of a
 * start) and often not needed.
 */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
