import type { DeclaredPort } from '../../src-main/shared/catalog.ts';
import { message, type Message, say } from '../../src-main/shared/language/message.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';
import { language, said } from '../language.svelte.ts';
import type { Findable } from './best-matches.ts';
import { portWords } from './declared-port.ts';

/** One thing of a cluster that can be found: a target, of a service one of its ports. */
export interface FoundTarget extends Target {
  readonly port: DeclaredPort | null;
}

export function foundWords(found: FoundTarget): Findable {
  const { name, port } = found;
  const title =
    port === null
      ? { title: formatTarget(found) }
      : inBothLanguages(message('palette.forwardPort', { service: name, port: portWords(port) }));
  return { ...title, detail: placeWords(found) };
}

/** In English as well, where the window speaks another language: many type commands in English all the same. */
export function inBothLanguages(words: Message): Omit<Findable, 'detail'> {
  return { title: said(words), alias: language() === 'en' ? undefined : say('en', words) };
}

/** `shop · staging` */
export function placeWords({ namespace, context }: Target): string {
  return `${namespace} · ${context}`;
}
