import { z } from 'zod';
import { lazily } from '../lazily.ts';
import { en } from './en/en.ts';
import { ja } from './ja/ja.ts';
import type { Language } from './language.ts';
import { zh } from './zh/zh.ts';

/** Every sentence of the product by its id. English says which there are; another language is a compile error until it has all. */
type Catalogue = ReturnType<typeof en>;
/** Put together with the first message that is said in them: it takes ten milliseconds for each. */
const catalogues: Record<Language, () => Catalogue> = {
  en: lazily(en),
  'zh-CN': lazily(zh),
  ja: lazily(ja),
};

export type MessageId = keyof Catalogue;

/** What stands in a message's gaps: names and numbers, or other messages, said in the same language. */
type Value = string | number | null | Message | readonly (string | Message)[];

/** A sentence that is not yet in any language, so that it crosses layers and is said in the reader's. */
export interface Message {
  readonly id: MessageId;
  readonly values?: Readonly<Record<string, Value>> | undefined;
}

const Value: z.ZodType<Value> = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.lazy(() => Message),
  z.array(z.union([z.string(), z.lazy(() => Message)])),
]);

export const Message: z.ZodType<Message> = z.object({
  id: z.custom<MessageId>((id) => typeof id === 'string' && id in catalogues.en()),
  values: z.record(z.string(), Value).optional(),
});

/** A gap takes what the catalogue's function takes, or a message that says it. */
type Gap<T> = T extends string
  ? T | Message
  : T extends readonly string[]
    ? readonly (string | Message)[]
    : T;
type Gaps<T> = { readonly [K in keyof T]: Gap<T[K]> };

/** The second argument that a message needs: none where it has no gaps. */
export type Filling<K extends MessageId> = Catalogue[K] extends (values: infer V) => string
  ? [values: Gaps<V>]
  : [];

/** A message with its gaps filled. */
export function message<K extends MessageId>(id: K, ...[values]: Filling<K>): Message {
  return values === undefined ? { id } : { id, values };
}

/** Says a message in a language. */
export function say(language: Language, { id, values = {} }: Message): string {
  const words: string | ((values: never) => string) = catalogues[language]()[id];
  if (typeof words === 'string') return words;
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, sayValue(language, value)]),
  );
  return words(said as never);
}

/** Says messages by their id, as `t('editor.title')` or `t('tray.holding', { count })`. */
export type Translate = <K extends MessageId>(id: K, ...filling: Filling<K>) => string;

export function translator(language: () => Language): Translate {
  return (id, ...filling) => say(language(), message(id, ...filling));
}

function sayValue(language: Language, value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => sayValue(language, item));
  return say(language, value);
}

function isList(value: Message | readonly (string | Message)[]): value is readonly (string | Message)[] {
  return Array.isArray(value);
}
