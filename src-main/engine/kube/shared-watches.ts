import type { ListQuery } from './list-query.ts';
import { ListWatch, type ListWatchOptions } from './list-watch.ts';
import type { KubeObject } from './kube-objects.ts';

/** A counted share in a list-watch; the last one to be disposed ends it. */
export interface WatchLease<T extends KubeObject> extends Disposable {
  readonly list: ListWatch<T>;
}

/** The running list-watches of one cluster: equal queries share one. */
export class SharedWatches implements Disposable {
  readonly #options: Omit<ListWatchOptions, 'query'>;
  readonly #running = new Map<string, { readonly list: ListWatch<KubeObject>; users: number }>();

  constructor(options: Omit<ListWatchOptions, 'query'>) {
    this.#options = options;
  }

  open<T extends KubeObject>(query: ListQuery): WatchLease<T> {
    const key = JSON.stringify([query.path, query.labelSelector, query.fieldSelector]);
    let entry = this.#running.get(key);
    if (entry === undefined) {
      entry = { list: new ListWatch<KubeObject>({ ...this.#options, query }), users: 0 };
      this.#running.set(key, entry);
    }
    const shared = entry;
    shared.users += 1;
    let isHeld = true;
    return {
      // What lies at a path of the API has the type that the caller names; nothing at run time could tell more.
      list: shared.list as unknown as ListWatch<T>,
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        shared.users -= 1;
        if (shared.users > 0) return;
        this.#running.delete(key);
        shared.list[Symbol.dispose]();
      },
    };
  }

  nudge(): void {
    for (const { list } of this.#running.values()) list.nudge();
  }

  [Symbol.dispose](): void {
    for (const { list } of this.#running.values()) list[Symbol.dispose]();
    this.#running.clear();
  }
}
