/** Ends a subscription. Calling it twice does nothing. */
export type Unsubscribe = () => void;

/** Registers a listener for values of one kind. */
export type Listen<T> = (listener: (value: T) => void) => Unsubscribe;

/** One kind of event, told to its listeners at once, in the order in which they subscribed. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

  readonly listen: Listen<T> = (listener) => {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  };

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  emit(value: T): void {
    // A copy: a listener may subscribe or unsubscribe while it is called.
    for (const entry of [...this.#listeners]) entry.call(value);
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
  }
}
