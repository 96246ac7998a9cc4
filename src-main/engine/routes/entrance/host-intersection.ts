/**
 * The host that both a listener and a route name, which is the more specific of the two; null where they have none in
 * common. An empty one names every host. `*.example.com` stands for any number of labels before it, but at least one.
 */
export function hostIntersection(one: string, other: string): string | null {
  if (one === '' || contains(one, other)) return other;
  if (other === '' || contains(other, one)) return one;
  return null;
}

/** Whether every host of `narrow` is one of `wide`. */
function contains(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  return wide.startsWith('*.') && narrow.endsWith(wide.slice(1));
}
