import { z } from 'zod';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { boundedLine } from '../cluster-text.ts';
import { itemsOf, type Seen } from '../world.ts';

/** A custom resource and what could be read of it. */
export interface ReadEntry<T> {
  readonly object: EntryObject;
  readonly its: T;
}

const wordsLimit = 300;

/** The name of an object, or of a part of one: a word, of which nothing is unseen in a terminal. */
export const EntryName = z.string().regex(/^[^\p{C}\p{Z}]{1,253}$/u);

/** A path, or the regular expression of one. */
export const EntryPath = z.string().min(1).max(2048);

/** Reads the objects of a list that are what the schema says; each once, since a change of one makes finders read them all. */
export function entryReader<T>(schema: z.ZodType<T>): (seen: Seen<EntryObject>) => ReadEntry<T>[] {
  const known = new WeakMap<EntryObject, ReadEntry<T> | null>();
  return (seen) =>
    itemsOf(seen).flatMap((object) => {
      let entry = known.get(object);
      if (entry === undefined) {
        const its = schema.safeParse(object).data;
        entry = its === undefined ? null : { object, its };
        known.set(object, entry);
      }
      return entry ?? [];
    });
}

/** What a status says, as the end of a sentence: in one line, without its full stop, of bounded length. */
export function wordsOf(text: string): string {
  return boundedLine(text, wordsLimit).replace(/[.\s]+$/, '');
}
