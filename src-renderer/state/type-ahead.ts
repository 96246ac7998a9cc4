/** What is typed after so long a pause begins anew. */
const pauseMs = 1_000;

/** What stands before a word of a name: `arn:aws:eks:eu-west-1:1234:cluster/shop`, `gke_project_zone_shop`. */
const marks = ['/', '_', '-', ':', '.', '@'];

/** Letters that are typed one after the other lead to the name in a list that begins with them, else has such a word. */
export class TypeAhead {
  #typed = '';
  #lastAt = -Infinity;

  /** The name to go to from the current one for a key that is pressed `at` (ms); null for none, and for other keys. */
  find(key: string, names: readonly string[], current: string | null, at: number): string | null {
    // Space presses what has the focus; names of other keys are longer.
    if (key.length !== 1 || key === ' ') return null;
    if (at - this.#lastAt > pauseMs) this.#typed = '';
    this.#lastAt = at;
    this.#typed += key.toLowerCase();
    const [first = ''] = this.#typed;
    // The same letter again goes on to the next name.
    const isOne = this.#typed === first.repeat(this.#typed.length);
    const wanted = isOne ? first : this.#typed;
    const start = current === null ? 0 : names.indexOf(current) + (isOne ? 1 : 0);
    const inTurn = [...names.slice(start), ...names.slice(0, start)];
    const hasWord = (name: string) => marks.some((mark) => name.toLowerCase().includes(mark + wanted));
    return inTurn.find((name) => name.toLowerCase().startsWith(wanted)) ?? inTurn.find(hasWord) ?? null;
  }
}
