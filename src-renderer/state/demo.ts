import type { Client } from '../client.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The built-in demo cluster, started when someone wants to look at it. */
export class Demo {
  readonly #parts: { readonly client: Client; readonly navigation: Navigation; readonly toasts: Toasts };

  constructor(parts: { readonly client: Client; readonly navigation: Navigation; readonly toasts: Toasts }) {
    this.#parts = parts;
  }

  open(): void {
    const { client, navigation, toasts } = this.#parts;
    const started = client.request('demo.start').then(({ context }) => navigation.showCluster(context));
    void toasts.attempt(started);
  }
}
