/** What is read of each object, once for each: a change of one makes finders read them all, of which there may be thousands. */
export function oncePerObject<O extends object, T>(read: (object: O) => T): (object: O) => T {
  const known = new WeakMap<O, { readonly its: T }>();
  return (object) => {
    const before = known.get(object);
    if (before !== undefined) return before.its;
    const its = read(object);
    known.set(object, { its });
    return its;
  };
}
