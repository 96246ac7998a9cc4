/** Something of the engine that the window shows: held while it is wanted and the window can be seen. */
export class WhileVisible<T> {
  readonly #hold: (wanted: T) => Disposable;
  #wanted: T | null = null;
  #held: Disposable | null = null;
  #visible = false;

  constructor(hold: (wanted: T) => Disposable) {
    this.#hold = hold;
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
