import { type KubeObject, keyOf } from './kube-objects.ts';
import type { ListChange } from './list-query.ts';

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** The slim objects of one list as they are known: whole lists and events of a watch go in, what they changed comes out. */
export class ListedObjects<T extends KubeObject> {
  #items = new Map<string, T>();

  /** By `namespace/name`. */
  get items(): ReadonlyMap<string, T> {
    return this.#items;
  }

  /** A whole new list. */
  replace(objects: Iterable<T>): ListChange<T> {
    const known = this.#items;
    const items = new Map<string, T>();
    const upserts: T[] = [];
    for (const object of objects) {
      const key = keyOf(object);
      items.set(key, object);
      if (!isSame(known.get(key), object)) upserts.push(object);
    }
    this.#items = items;
    return { upserts, removed: [...known].filter(([key]) => !items.has(key)).map(([, item]) => item) };
  }

  apply(events: readonly WatchEvent<T>[]): ListChange<T> {
    const upserts = new Map<string, T>();
    const removed: T[] = [];
    for (const { type, object } of events) {
      if (type === 'BOOKMARK') continue;
      const key = keyOf(object);
      if (type === 'DELETED') {
        upserts.delete(key);
        if (this.#items.delete(key)) removed.push(object);
      } else {
        this.#items.set(key, object);
        upserts.set(key, object);
      }
    }
    return { upserts: [...upserts.values()], removed };
  }
}

function isSame(known: KubeObject | undefined, found: KubeObject): boolean {
  return (
    known?.metadata?.uid === found.metadata?.uid &&
    known?.metadata?.resourceVersion === found.metadata?.resourceVersion &&
    known?.metadata?.resourceVersion !== undefined
  );
}
