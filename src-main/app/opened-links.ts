import type { App, Event } from 'electron';
import { linkIn } from './command-line.ts';

/**
 * The `portolan:` links that this computer opens with us, from the first moment on: macOS tells them by an event, other
 * systems by the arguments of this start or of another one. The last one waits until somebody takes it.
 */
export class OpenedLinks implements Disposable {
  readonly #listeners = new DisposableStack();
  #waiting: string | null;
  #take: ((link: string) => void) | null = null;

  constructor(app: App, argv: readonly string[]) {
    this.#waiting = linkIn(argv);
    const opened = (event: Event, link: string) => {
      event.preventDefault();
      this.#give(link);
    };
    const startedAgain = (_event: Event, again: readonly string[]) => {
      const link = linkIn(again);
      if (link !== null) this.#give(link);
    };
    app.on('open-url', opened);
    app.on('second-instance', startedAgain);
    this.#listeners.defer(() => app.off('open-url', opened));
    this.#listeners.defer(() => app.off('second-instance', startedAgain));
  }

  /** From now on every link goes to `take`, beginning with the one that waits. */
  follow(take: (link: string) => void): void {
    this.#take = take;
    if (this.#waiting !== null) take(this.#waiting);
    this.#waiting = null;
  }

  [Symbol.dispose](): void {
    this.#listeners.dispose();
  }

  #give(link: string): void {
    if (this.#take === null) this.#waiting = link;
    else this.#take(link);
  }
}

/**
 * Makes this computer open `portolan:` links with us. Windows remembers the command itself, so what stands in a link
 * is kept from being read as a switch.
 */
export function registerLinks(app: App): void {
  app.setAsDefaultProtocolClient('portolan', process.execPath, process.platform === 'win32' ? ['--'] : []);
}
