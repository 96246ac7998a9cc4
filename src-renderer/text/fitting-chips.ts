/** What the 12 px monospace of a chip measures, with its padding and border, and the gap after it. */
const characterWidth = 7.3;
const chipFrame = 18;
const gap = 6;
/** "+12" and the button for another port. */
const tailWidth = 24 + gap;

/** How many chips fit into a width, in pixels; at least one, as a row without any would say that there are none. */
export function fittingChips(words: readonly string[], width: number): number {
  let used = tailWidth;
  for (const [index, text] of words.entries()) {
    used += text.length * characterWidth + chipFrame + gap;
    const rest = index === words.length - 1 ? 0 : tailWidth + gap;
    if (used + rest > width) return Math.max(index, 1);
  }
  return words.length;
}
