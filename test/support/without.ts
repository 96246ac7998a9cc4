/** The fields but these. */
export function without<T extends object>(fields: T, ...names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))) as Partial<T>;
}
