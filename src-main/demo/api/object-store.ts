import { randomUUID } from 'node:crypto';

import {
  type KubeObject,
  type NewObject,
  type ObjectTypes,
  type ResourceName,
  timestamp,
} from '../objects.ts';
import { apiVersionOf, typeOf } from './resource-types.ts';
import { alreadyExists, listExpired, objectNotFound, watchExpired } from './status-error.ts';

/** One change of one object; what a watch is told. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceName;
  readonly version: number;
  readonly object: KubeObject;
  /** The object before the change; null when it is new. */
  readonly previous: KubeObject | null;
}

type Listener = (event: StoreEvent) => void;

// The real API server keeps a window of recent changes for watches; more than this means listing again.
const historyLength = 2_000;

/** All objects with their history: the demo cluster's etcd. Objects are never changed in place. */
export class ObjectStore {
  readonly #objects = new Map<ResourceName, Map<string, KubeObject>>();
  readonly #listeners = new Set<Listener>();
  #history: StoreEvent[] = [];
  // A real cluster never starts at 1, and a client that treats versions as small numbers is wrong.
  #version = 1_000;
  /** Changes up to and including this one are forgotten. */
  #compacted = 1_000;

  /** The version of the newest change. */
  get version(): number {
    return this.#version;
  }

  /** Told of every change, in order. */
  onChange(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** All objects of a resource in the order of the real API: by namespace, then by name. */
  list<R extends ResourceName>(resource: R, namespace: string | null = null): ObjectTypes[R][] {
    return sorted(this.#table(resource), namespace);
  }

  /** The same as it was at an earlier version. Throws 410 when that is forgotten. */
  listAt<R extends ResourceName>(resource: R, namespace: string | null, version: number): ObjectTypes[R][] {
    if (version < this.#compacted) throw listExpired();
    const table = new Map(this.#table(resource));
    for (const event of this.#history.toReversed()) {
      if (event.version <= version) break;
      if (event.resource !== resource) continue;
      const key = keyOf(event.object);
      if (event.previous) table.set(key, event.previous as ObjectTypes[R]);
      else table.delete(key);
    }
    return sorted(table, namespace);
  }

  find<R extends ResourceName>(resource: R, namespace: string | null, name: string): ObjectTypes[R] | null {
    return this.#table(resource).get(`${namespace ?? ''}/${name}`) ?? null;
  }

  /** Throws 404. */
  get<R extends ResourceName>(resource: R, namespace: string | null, name: string): ObjectTypes[R] {
    const found = this.find(resource, namespace, name);
    if (!found) throw objectNotFound(typeOf(resource), name);
    return found;
  }

  /** Throws 409 when the name is taken. */
  create<R extends ResourceName>(resource: R, object: NewObject<ObjectTypes[R]>): ObjectTypes[R] {
    const type = typeOf(resource);
    const name = object.metadata.name ?? `${object.metadata.generateName ?? ''}${randomSuffix()}`;
    const namespace = type.namespaced ? (object.metadata.namespace ?? 'default') : null;
    if (this.find(resource, namespace, name)) throw alreadyExists(type, name);
    return this.#put(resource, 'ADDED', null, {
      ...object,
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: {
        ...object.metadata,
        name,
        ...(namespace !== null && { namespace }),
        uid: randomUUID(),
        creationTimestamp: timestamp(),
      },
    });
  }

  /** Puts the changed object in the place of the one it was made from; a change of nothing is no event, as in the real API. */
  update<R extends ResourceName>(
    resource: R,
    namespace: string | null,
    name: string,
    change: (object: ObjectTypes[R]) => ObjectTypes[R],
  ): ObjectTypes[R] {
    const previous = this.get(resource, namespace, name);
    const changed = change(previous);
    if (JSON.stringify(changed) === JSON.stringify(previous)) return previous;
    return this.#put(resource, 'MODIFIED', previous, changed);
  }

  /** Removes it at once; graceful deletion is the API's and the kubelet's business. */
  remove(resource: ResourceName, namespace: string | null, name: string): void {
    const previous = this.get(resource, namespace, name);
    this.#put(resource, 'DELETED', previous, previous);
  }

  /** Changes after `version`, oldest first. Throws 410 when some of them are forgotten. */
  changesSince(resource: ResourceName, version: number): StoreEvent[] {
    if (version < this.#compacted) throw watchExpired(version, this.#compacted + 1);
    return this.#history.filter((event) => event.resource === resource && event.version > version);
  }

  /** Forgets all history: whoever goes on from an earlier version must list again. */
  compact(): void {
    this.#history = [];
    // One more than now: even a client that has seen everything is too old.
    this.#compacted = ++this.#version;
  }

  #put<R extends ResourceName>(
    resource: R,
    type: StoreEvent['type'],
    previous: KubeObject | null,
    next: object & { readonly metadata: object },
  ): ObjectTypes[R] {
    const version = ++this.#version;
    const object = {
      ...next,
      metadata: { ...next.metadata, resourceVersion: String(version) },
    } as ObjectTypes[R];
    const table = this.#table(resource);
    if (type === 'DELETED') table.delete(keyOf(object));
    else table.set(keyOf(object), object);
    const event = { type, resource, version, object, previous };
    this.#history.push(event);
    if (this.#history.length > historyLength) this.#compacted = this.#history.shift()?.version ?? version;
    for (const listener of this.#listeners) listener(event);
    return object;
  }

  #table<R extends ResourceName>(resource: R): Map<string, ObjectTypes[R]> {
    let table = this.#objects.get(resource);
    if (!table) {
      table = new Map();
      this.#objects.set(resource, table);
    }
    return table as Map<string, ObjectTypes[R]>;
  }
}

/** Kubernetes' alphabet for generated names: no vowels, so no words. */
export function randomSuffix(length = 5): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)] ?? 'x').join('');
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function sorted<T extends KubeObject>(table: ReadonlyMap<string, T>, namespace: string | null): T[] {
  return [...table]
    .filter(([, object]) => namespace === null || object.metadata.namespace === namespace)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, object]) => object);
}
