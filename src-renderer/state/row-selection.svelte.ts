/** Which rows of a list are selected, as desktop lists let one or several be; a row is known by its key. */
export class RowSelection {
  readonly #isSelectable: (key: string) => boolean;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #lead = $state.raw<string | null>(null);
  /** Where a range begins. */
  #anchor: string | null = null;

  /** Rows that are not selectable, such as heads of groups, are passed over. */
  constructor(isSelectable: (key: string) => boolean = () => true) {
    this.#isSelectable = isSelectable;
  }

  /** The row that was chosen last: the one that remains when one is wanted again. */
  get lead(): string | null {
    return this.#lead;
  }

  get isSeveral(): boolean {
    return this.#chosen.size > 1;
  }

  has(key: string): boolean {
    return this.#chosen.has(key);
  }

  /** Selects one row, or none for null. A row that is not selectable leaves one of several. */
  only(key: string | null): void {
    if (key !== null && !this.#isSelectable(key)) return this.collapse();
    this.#take(key === null ? [] : [key], key);
    this.#anchor = key;
  }

  toggle(key: string): void {
    if (!this.#isSelectable(key)) return;
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(key)) chosen.add(key);
    this.#take(chosen, chosen.has(key) ? key : lastOf(chosen));
    this.#anchor = key;
  }

  /** Selects what stands between the row where the range begins and this one; `keys` in the order of the list. */
  extend(key: string, keys: readonly string[]): void {
    const anchor = this.#anchor !== null && keys.includes(this.#anchor) ? this.#anchor : key;
    const [from, to] = [keys.indexOf(anchor), keys.indexOf(key)];
    const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1).filter(this.#isSelectable);
    // A range that covers a head alone would leave nothing selected.
    if (range.length === 0) return;
    this.#take(range, range.includes(key) ? key : ((from < to ? range.at(-1) : range[0]) ?? null));
    this.#anchor = anchor;
  }

  all(keys: readonly string[]): void {
    const all = keys.filter(this.#isSelectable);
    const lead = this.#lead !== null && all.includes(this.#lead) ? this.#lead : (all[0] ?? null);
    this.#take(all, lead);
    this.#anchor = lead;
  }

  /** Back to one. */
  collapse(): void {
    if (this.isSeveral) this.only(this.#lead);
  }

  /** Of several, those stay selected that are still shown: nobody removes what they do not see. */
  retain(keys: readonly string[]): void {
    if (!this.isSeveral) return;
    const shown = keys.filter((key) => this.#chosen.has(key));
    if (shown.length === this.#chosen.size) return;
    const lead = this.#lead !== null && shown.includes(this.#lead) ? this.#lead : (shown.at(-1) ?? null);
    this.#take(shown, lead);
  }

  #take(chosen: Iterable<string>, lead: string | null): void {
    this.#chosen = new Set(chosen);
    this.#lead = lead;
  }
}

function lastOf(keys: ReadonlySet<string>): string | null {
  return [...keys].at(-1) ?? null;
}
