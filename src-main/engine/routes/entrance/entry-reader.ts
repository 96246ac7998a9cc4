import { z } from 'zod';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { oncePerObject } from '../once-per-object.ts';
import { itemsOf, type Seen } from '../world.ts';

/** A custom resource and what could be read of it. */
export interface ReadEntry<T> {
  readonly object: EntryObject;
  readonly its: T;
}

/** The name of an object, or of a part of one: a word, of which nothing is unseen in a terminal. */
export const EntryName = z.string().regex(/^[^\p{C}\p{Z}]{1,253}$/u);

/** A path, or the regular expression of one. */
export const EntryPath = z.string().min(1).max(2048);

/** Reads the objects of a list that are what the schema says. */
export function entryReader<T>(schema: z.ZodType<T>): (seen: Seen<EntryObject>) => ReadEntry<T>[] {
  const entryOf = oncePerObject((object: EntryObject): ReadEntry<T> | null => {
    const its = schema.safeParse(object).data;
    return its === undefined ? null : { object, its };
  });
  return (seen) => itemsOf(seen).flatMap((object) => entryOf(object) ?? []);
}
