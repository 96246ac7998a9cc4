/** Tells how wide an element's vertical scrollbar is, in CSS pixels, now and whenever it comes or goes; returns the end of that. */
export function followScrollbar(element: HTMLElement, tell: (width: number) => void): () => void {
  // A scrollbar takes its room from the content, whose size is what is observed.
  const observer = new ResizeObserver(() => tell(element.offsetWidth - element.clientWidth));
  observer.observe(element);
  return () => observer.disconnect();
}
