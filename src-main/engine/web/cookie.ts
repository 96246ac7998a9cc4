/** What the value of a cookie's attribute is at our own address; null where the attribute is left out. */
export type ChangeAttribute = (name: string, value: string) => string | null;

/** A `Set-Cookie` at our own address. Attributes are told by their names in lower case; one without a value has an empty one. */
export function localCookie(cookie: string, change: ChangeAttribute): string {
  const [pair = '', ...attributes] = cookie.split(';');
  const local = attributes.flatMap((attribute) => {
    const [name = '', value = ''] = attribute.split('=', 2).map((word) => word.trim());
    const changed = change(name.toLowerCase(), value);
    if (changed === null) return [];
    return changed === value ? [attribute] : [` ${name}=${changed}`];
  });
  return [pair, ...local].join(';');
}
