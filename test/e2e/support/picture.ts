import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElementHandle, type Locator, test } from '@playwright/test';
import axe from 'axe-core';
import { type Language, languages } from '../../../src-main/shared/language/language.ts';
import { expect } from './expect.ts';
import { paint } from './paint.ts';
import { type Portolan, root } from './portolan.ts';

const folder = join(root, 'test-results', 'views');
const themes = ['light', 'dark'] as const;

/**
 * Pictures of the window, to be looked at: in both themes, in every language, and at 200 %. In each theme axe finds
 * nothing against WCAG 2.2 AA, and in no language and at no size does anything run out of the window. What scrolls shows
 * the `subject`.
 */
export async function picture(portolan: Portolan, name: string, subject?: Locator): Promise<void> {
  // On the real cluster the window looks the same, but for names that differ from run to run.
  if (test.info().project.name === 'e2e-real') return;
  await mkdir(folder, { recursive: true });
  // The element itself: its name is another one in the next language.
  const shown = (await subject?.elementHandle()) ?? null;
  for (const theme of themes) {
    await paint(portolan, theme);
    await take(portolan, `${name}-${theme}`, shown);
    expect.soft(await barriers(portolan), `${name}, ${theme}`).toEqual([]);
  }
  for (const language of languages.filter((each) => each !== 'en')) {
    await speak(portolan, language);
    await paint(portolan, language === 'ja' ? 'dark' : 'light');
    await take(portolan, `${name}-${language}`, shown);
  }
  await speak(portolan, 'en');
  await paint(portolan, 'light');
  await zoom(portolan, 2);
  await take(portolan, `${name}-200`, shown);
  await zoom(portolan, 1);
}

async function take(portolan: Portolan, name: string, subject: ElementHandle | null): Promise<void> {
  await subject?.scrollIntoViewIfNeeded();
  await drawn(portolan);
  // Electron's own picture: Playwright's knows nothing of the zoom, and cuts it. It takes the next frame, and waits for
  // ever where there is none to come (seen once in some thousand).
  const png = Buffer.from(
    await portolan.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const repaint = setInterval(() => contents?.invalidate(), 200);
      const image = await contents?.capturePage().finally(() => clearInterval(repaint));
      return image?.toPNG().toString('base64') ?? '';
    }),
    'base64',
  );
  expect(png.length).toBeGreaterThan(5_000);
  await writeFile(join(folder, `${name}.png`), png);
  expect.soft(await overrun(portolan), name).toEqual([]);
}

/** All that moves has come to rest, and what is in the page is on the screen. */
async function drawn({ page }: Portolan): Promise<void> {
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    for (let frames = 0; frames < 3; frames += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

async function speak(portolan: Portolan, language: Language): Promise<void> {
  await portolan.request('settings.change', { language });
  await portolan.page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

/** As Ctrl and plus do. */
async function zoom(portolan: Portolan, factor: number): Promise<void> {
  const before = await portolan.page.evaluate(() => innerWidth);
  await portolan.app.evaluate(({ BrowserWindow }, zoomFactor) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.setZoomFactor(zoomFactor);
  }, factor);
  await portolan.page.waitForFunction((width) => innerWidth !== width, before);
}

/** What a person cannot see or reach: wider than the window, which does not scroll sideways. */
async function overrun({ page }: Portolan): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, input, select, textarea, h1, h2, h3, [role=row], [role=dialog]',
      ),
    ]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1);
      })
      .map((element) => `${element.tagName} ${element.ariaLabel ?? element.textContent.slice(0, 40)}`),
  );
}

/** What keeps a person from using the view, as axe sees it: rule, and the elements that break it. */
async function barriers({ page }: Portolan): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // An open menu has the focus and stands by itself, as a dialog does, for which axe makes this exception.
    const regionMatcher = 'dialog, [role=dialog], [role=alertdialog], [role=menu], svg';
    window.axe.configure({ checks: [{ id: 'region', options: { regionMatcher } }] });
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
