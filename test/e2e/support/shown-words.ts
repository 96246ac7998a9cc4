import type { Page } from '@playwright/test';

/**
 * What the window says and of what kind it is, as a screen reader has it, with `#` for all that differs from run to run:
 * ports, times, rates, the names of pods; and without what only this machine has, or what is said for a moment.
 */
export async function shownWords(page: Page): Promise<string> {
  const snapshot = await page.locator('body').ariaSnapshot();
  const lines = withoutSections(snapshot.split('\n')).filter(
    (line) => !/^\s*- (?:status|option .*\d)/.test(line),
  );
  return `${lines.map(blank).join('\n')}\n`;
}

/**
 * The details' last sections, which no picture shows: they tell what happened to happen, and ports by number; what screen
 * readers say of it; and the rows of the graph's table, of which there are as many as steps of the clock.
 */
const sections = /- (?:log|region "(?:What happened|Open connections|In a terminal)|row "\d+:\d\d)/;

function withoutSections(lines: readonly string[]): string[] {
  let skipped = Infinity;
  return lines.filter((line) => {
    const depth = line.search(/\S/);
    if (depth <= skipped) skipped = Infinity;
    if (sections.test(line)) skipped = depth;
    return skipped === Infinity;
  });
}

function blank(line: string): string {
  return line
    .replace(/[^\s"'()[\]]*\d[^\s"'()[\]]*/g, '#')
    .replace(/# (?:[kMG]?B)(?:\/s)?/g, '#')
    .replace(/#(?: #)+/g, '#');
}
