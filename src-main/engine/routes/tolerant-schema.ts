import { z } from 'zod';

/** The elements of a list that are of the schema; none where it is no list. What is no such thing is passed over. */
export function elementsOf<T>(schema: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((list): readonly T[] =>
      Array.isArray(list)
        ? list.flatMap((element) => {
            const read = schema.safeParse(element);
            return read.success ? [read.data] : [];
          })
        : [],
    );
}

/** What is of the schema; null for anything else, and for nothing. */
export function orNull<T>(schema: z.ZodType<T>) {
  return schema.nullable().catch(null);
}
