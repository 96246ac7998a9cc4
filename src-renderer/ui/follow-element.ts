/**
 * Tells `found` the first element that one of the selectors names, in their order, and again after each change of the
 * page; null while there is none. Returns what ends it.
 */
export function followElement(
  selectors: readonly string[],
  found: (element: HTMLElement | null) => void,
): () => void {
  if (selectors.length === 0) {
    found(null);
    return () => undefined;
  }
  const look = () => {
    const elements = selectors.map((selector) => document.querySelector<HTMLElement>(selector));
    found(elements.find((element) => element !== null) ?? null);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-disabled'] });
  look();
  return () => observer.disconnect();
}
