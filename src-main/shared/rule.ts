import { Message, message, say } from './language/message.ts';

/** What a check of a schema says where it fails: `.refine(isGood, says(message('input.…')))`. */
export function says(words: Message): {
  readonly error: string;
  readonly params: { readonly words: Message };
} {
  return { error: say('en', words), params: { words } };
}

/** What a schema found, as zod tells it. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Only of our own checks. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** What an issue says: the words of `says`, or zod's own, which are English. */
export function wordsOf({ params, message: text }: Issue): Message {
  const { success, data } = Message.safeParse(params?.['words']);
  return success ? data : message('verbatim', { text });
}
