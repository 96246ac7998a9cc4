import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import { said } from '../language.svelte.ts';

/** A short message over the window; it goes by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const shownForMs = 8_000;

/** Messages that have no other place: an undo, or an action that failed where nothing shows why. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, action: Toast['action'] = null): void {
    this.#add({ id: this.#next, text, tone: 'plain', action });
  }

  showProblem(problem: Problem): void {
    this.#add({ id: this.#next, text: said(problem.words), tone: 'bad', action: null });
  }

  dismiss(id: number): void {
    this.release(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Stops the clock while the pointer or the focus is on a toast. */
  release(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  expireLater(id: number): void {
    this.release(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), shownForMs),
    );
  }

  /** Does something and says so if it fails. Returns whether it went well. */
  async attempt(action: Promise<unknown>): Promise<boolean> {
    try {
      await action;
      return true;
    } catch (error) {
      this.showProblem(problemOf(error));
      return false;
    }
  }

  #add(toast: Toast): void {
    this.#next += 1;
    this.list = [...this.list, toast].slice(-3);
    this.expireLater(toast.id);
  }
}
