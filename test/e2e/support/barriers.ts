import axe from 'axe-core';
import type { Portolan } from './portolan.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** What keeps a person from using the view, as axe sees it: rule, and the elements that break it. */
export async function barriers({ page }: Portolan): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
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
