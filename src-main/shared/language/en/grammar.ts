import { lazily } from '../../lazily.ts';

const numbers = lazily(() => new Intl.NumberFormat('en'));
const fractions = lazily(
  () => new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const lists = lazily(() => new Intl.ListFormat('en', { type: 'conjunction' }));

/** `1,200` */
export function number(n: number): string {
  return numbers().format(n);
}

/** `1.4`, `12.0`, `1,200.5` */
export function tenths(n: number): string {
  return fractions().format(n);
}

/** `1 pod`, `1,200 pods`; the plural is the noun with an s unless given. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${number(n)} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b, and c`. */
export function list(items: readonly string[]): string {
  return lists().format(items);
}

/** With a capital at the beginning. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What another program said as a sentence: with a capital, and a full stop at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return `${capital(trimmed)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
