import { message } from '../../src-main/shared/language/message.ts';
import { inBothLanguages } from './found-words.ts';

/**
 * What is left of a query to find those by to which ways in are sought, without the words that ask for these, as `web` of
 * `ways in to web`; null where no word does. A single letter asks for nothing.
 */
export function waysSoughtTo(query: string): string | null {
  const { title, alias = '' } = inBothLanguages(message('ways.to', { target: '' }));
  const names = `${title} ${alias}`.toLowerCase();
  const words = query.toLowerCase().split(/\s+/);
  const others = words.filter((word) => word.length < 2 || !names.includes(word));
  return others.length === words.length ? null : others.join(' ');
}
