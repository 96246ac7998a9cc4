import { lazily } from '../../lazily.ts';

const numbers = lazily(() => new Intl.NumberFormat('zh-CN'));
const fractions = lazily(
  () => new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const lists = lazily(() => new Intl.ListFormat('zh-CN', { type: 'conjunction' }));

/** `1,200` */
export function number(n: number): string {
  return numbers().format(n);
}

/** `1.4`, `12.0`, `1,200.5` */
export function tenths(n: number): string {
  return fractions().format(n);
}

/** `a`, `a 和 b`, `a、b 和 c`: names, which stand apart from Chinese words. */
export function names(items: readonly string[]): string {
  const parts = lists().formatToParts(items);
  return parts.map(({ value }) => (value === '和' ? ' 和 ' : value)).join('');
}

/** What another program said as a sentence: its full stop gives way to ours. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[!?]$/.test(trimmed) ? trimmed : `${trimmed.replace(/\.+$/, '')}。`;
}
