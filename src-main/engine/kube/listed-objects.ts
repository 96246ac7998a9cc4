import { type KubeObject, keyOf } from './kube-objects.ts';
import type { ListChange } from './list-query.ts';

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** The objects of one list as they are known: whole lists and events of a watch go in, what they changed comes out. */
export class ListedObjects<T extends KubeObject> {
  #items = new Map<string, T>();

  /** By `namespace/name`. */
  get items(): ReadonlyMap<string, T> {
    return this.#items;
  }

  /** A whole new list, of slim objects. */
  replace(objects: Iterable<T>): ListChange<T> {
    const known = this.#items;
    this.#items = new Map([...objects].map((object) => [keyOf(object), object]));
    return {
      upserts: [...this.#items]
        .filter(([key, item]) => !isSame(known.get(key), item))
        .map(([, item]) => item),
      removed: [...known].filter(([key]) => !this.#items.has(key)).map(([, item]) => item),
    };
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
        const item = slim(object);
        this.#items.set(key, item);
        upserts.set(key, item);
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

/** Most of an object's bytes are bookkeeping of others; lists of thousands are kept without it. */
export function slim<T extends KubeObject>(object: T): T {
  const metadata = object.metadata as { managedFields?: unknown; annotations?: unknown } | undefined;
  delete metadata?.managedFields;
  delete metadata?.annotations;
  return object;
}
