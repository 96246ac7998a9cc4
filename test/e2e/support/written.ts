import type { Locator } from '@playwright/test';

interface Parts {
  readonly year: string;
  /** `11` and `Nov`. */
  readonly month: string;
  readonly monthName: string;
  readonly day: string;
  /** `14` and, of twelve, `2`. */
  readonly hour: string;
  readonly hourOf12: string;
  /** `02:11` */
  readonly rest: string;
  readonly half: 'AM' | 'PM';
}

type Writing = (parts: Parts) => string;

/** How people of a locale write a moment, spelt out: what the window takes it from has no say here. */
const writings: Readonly<Record<string, Writing>> = {
  // English of no region is that of America.
  en: ({ monthName, day, year, hourOf12, rest, half }) =>
    `${monthName} ${day}, ${year}, ${hourOf12}:${rest} ${half}`,
  'en-GB': ({ day, monthName, year, hour, rest }) =>
    `${day} ${british(monthName)} ${year}, ${padded(hour)}:${rest}`,
  'en-ZA': ({ day, monthName, year, hour, rest }) =>
    `${padded(day)} ${british(monthName)} ${year}, ${padded(hour)}:${rest}`,
  ja: ({ year, month, day, hour, rest }) => `${year}/${padded(month)}/${padded(day)} ${hour}:${rest}`,
  'zh-CN': ({ year, month, day, hour, rest }) => `${year}年${month}月${day}日 ${padded(hour)}:${rest}`,
};

/** How a locale writes the moment that a `time` element stands for, whichever spaces it takes. */
export async function momentIn(locale: string, time: Locator): Promise<RegExp> {
  const write = writings[locale] ?? writings[locale.replace(/-.*/, '')];
  if (write === undefined) throw new Error(`How ${locale} writes a moment is not spelt out here.`);
  const moment = write(partsOf(new Date(String(await time.getAttribute('datetime')))));
  return new RegExp(`^${moment.replaceAll(' ', String.raw`\s`)}$`);
}

function partsOf(date: Date): Parts {
  const hour = date.getHours();
  return {
    year: String(date.getFullYear()),
    month: String(date.getMonth() + 1),
    monthName: months[date.getMonth()] ?? '',
    day: String(date.getDate()),
    hour: String(hour),
    hourOf12: String(hour % 12 || 12),
    rest: `${padded(String(date.getMinutes()))}:${padded(String(date.getSeconds()))}`,
    half: hour < 12 ? 'AM' : 'PM',
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function british(month: string): string {
  return month === 'Sep' ? 'Sept' : month;
}

function padded(text: string): string {
  return text.padStart(2, '0');
}
