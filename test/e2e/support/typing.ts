import type { Locator, Page } from '@playwright/test';
import { expect } from './expect.ts';
import { median } from './median.ts';
import type { ProcessorTime } from './processor-time.ts';

/** Each text is typed so often: what a key costs differs by where in the screen's rhythm it falls. */
const rounds = 7;

/** A key, in milliseconds; medians until the picture that shows what came of it. */
export interface TypedKey {
  readonly key: string;
  /** For which the window's main thread ran. */
  readonly ran: number;
  /** That passed, but for those in which others had the processor: the wait for the screen's next picture is in it. */
  readonly passed: number;
  readonly withWaits: number;
}

interface Drawing {
  /** In milliseconds of the wall clock. */
  readonly began: number;
  readonly ended: number;
  /** What the rows say that are drawn then. */
  readonly rows: readonly string[];
}

interface Typing {
  readonly field: Locator;
  readonly text: string;
  /** The rows of which each has all words once they are typed, as a CSS selector. */
  readonly rows: string;
}

declare global {
  interface Window {
    drawing?: Drawing;
  }
}

/** Types a text key by key, several times, and sees that the rows follow at once. `time` is that of the window. */
export async function typed(
  page: Page,
  time: ProcessorTime,
  { field, text, rows }: Typing,
): Promise<readonly TypedKey[]> {
  const drawings: Drawing[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    await field.fill('');
    drawings.push(await typedOnce(page, text, rows));
  }
  return Array.from(text, (key, index) => {
    const each = drawings.flatMap((round) => round.slice(index, index + 1));
    const of = (measure: (drawing: Drawing) => number) => Math.round(median(each.map(measure)));
    return {
      key,
      ran: of(({ began, ended }) => time.ranWithin(began, ended)),
      passed: of(({ began, ended }) => ended - began - time.waitedWithin(began, ended)),
      withWaits: of(({ began, ended }) => ended - began),
    };
  });
}

async function typedOnce(page: Page, text: string, rows: string): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const [index, key] of Array.from(text).entries()) {
    await page.evaluate((selector) => {
      window.addEventListener(
        'keydown',
        () => {
          const began = performance.timeOrigin + performance.now();
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              const ended = performance.timeOrigin + performance.now();
              const drawn = [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
              window.drawing = { began, ended, rows: drawn };
            };
            channel.port2.postMessage(null);
          });
        },
        { once: true, capture: true },
      );
      delete window.drawing;
    }, rows);
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    const drawing = await page.waitForFunction(() => window.drawing);
    const drawn = (await drawing.jsonValue()) as Drawing;
    const words = text
      .slice(0, index + 1)
      .trim()
      .split(' ');
    expect(drawn.rows.length).toBeGreaterThan(0);
    expect(drawn.rows.filter((row) => !words.every((word) => row.toLowerCase().includes(word)))).toEqual([]);
    drawings.push(drawn);
  }
  return drawings;
}
