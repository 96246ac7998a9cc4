/** What a generator makes, made anew for each who reads it: of what may be millions nobody keeps more than the first ones. */
export function anew<T>(make: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => make()[Symbol.iterator]() };
}
