import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { expect } from './expect.ts';
import { type Portolan, root } from './portolan.ts';

const folder = join(root, 'test-results', 'views');

/** A picture of the window in both themes, to be looked at; in each, axe finds nothing against WCAG 2.2 AA. */
export async function picture(portolan: Portolan, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await show(portolan, theme);
    const png = await portolan.page.screenshot({
      path: join(folder, `${name}-${theme}.png`),
      animations: 'disabled',
    });
    expect(png.length).toBeGreaterThan(5_000);
    expect.soft(await barriers(portolan), `${name}, ${theme}`).toEqual([]);
  }
}

async function show(portolan: Portolan, theme: 'light' | 'dark'): Promise<void> {
  await portolan.app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
  await portolan.page.waitForFunction(
    (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
    theme === 'dark',
  );
}

/** What keeps a person from using the view, as axe sees it: rule, and the elements that break it. */
async function barriers({ page }: Portolan): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  });
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
