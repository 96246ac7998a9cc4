import { lazily } from '../../lazily.ts';

const numbers = lazily(() => new Intl.NumberFormat('ja'));
const fractions = lazily(
  () => new Intl.NumberFormat('ja', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const lists = lazily(() => new Intl.ListFormat('ja', { type: 'conjunction' }));

/** `1,200` */
export function number(n: number): string {
  return numbers().format(n);
}

/** `1.4`, `12.0`, `1,200.5` */
export function tenths(n: number): string {
  return fractions().format(n);
}

/** `a`, `a、b`, `a、b、c`. */
export function list(items: readonly string[]): string {
  return lists().format(items);
}

/** What another program said as a sentence: its full stop gives way to ours. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[!?]$/.test(trimmed) ? trimmed : `${trimmed.replace(/\.+$/, '')}。`;
}
