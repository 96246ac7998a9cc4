import { lazily } from '../../lazily.ts';

const numbers = lazily(() => new Intl.NumberFormat('zh-CN'));
const lists = lazily(() => new Intl.ListFormat('zh-CN', { type: 'conjunction' }));

/** `1,200` */
export function number(n: number): string {
  return numbers().format(n);
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
