/** Something of the engine that the window shows: held while it is wanted and the window can be seen. */
export class WhileVisible<T, H extends Disposable = Disposable> {
  readonly #hold: (wanted: T) => H;
  #wanted: T | null = null;
  #held: H | null = null;
  #visible = false;

  constructor(hold: (wanted: T) => H) {
    this.#hold = hold;
  }

  /** What is held now; null while nothing is. */
  get held(): H | null {
    return this.#held;
  }

  /** Null wants nothing. */
  want(wanted: T | null): void {
    this.#wanted = wanted;
    this.#settle();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#settle();
  }

  #settle(): void {
    this.#held?.[Symbol.dispose]();
    this.#held = this.#visible && this.#wanted !== null ? this.#hold(this.#wanted) : null;
  }
}
