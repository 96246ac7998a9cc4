import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { occupy } from '../support/ports.ts';
import { silhouette } from '../support/silhouette.ts';

/** Of the marks of two silhouettes, a tenth. */
const differentMarks = 25;

test('who sees no colours tells the states of forwards apart, by a shape and by a word, also where the system forces its colours', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await using other = await occupy();
  const db = { kind: 'statefulset', name: 'orders-db' } as const;
  await addForward(portolan, { label: 'runs', target: db, ports: [':5432'], start: true });
  await addForward(portolan, { label: 'rests', ports: [':http'], start: false });
  await addForward(portolan, { label: 'waits', ports: [':http'], start: true });
  await addForward(portolan, { label: 'fails', ports: [`${String(other.port)}:http`], start: true });
  await shop.scaleWeb(0);
  const states = { runs: 'Active', rests: 'Stopped', waits: 'Waiting', fails: 'Needs you' };
  for (const [label, word] of Object.entries(states)) await expect(portolan.row(label)).toContainText(word);

  for (const forcedColors of ['none', 'active'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ forcedColors, colorScheme, reducedMotion: 'reduce' });
      const shapes: (readonly [string, readonly string[]])[] = [];
      for (const [label, word] of Object.entries(states)) {
        const drawing = portolan
          .row(label)
          .getByText(word, { exact: true })
          .locator('xpath=..')
          .locator('svg');
        shapes.push([label, await silhouette(portolan, drawing)]);
      }
      const alike = shapes.flatMap(([label, one], index) =>
        shapes.slice(index + 1).flatMap(([next, another]) => {
          const [left, right] = [one.join('\n'), another.join('\n')];
          const different = Array.from(left).filter((mark, at) => mark !== right[at]).length;
          return different < differentMarks ? [`${label}\n${left}\n${next}\n${right}`] : [];
        }),
      );
      expect(alike).toEqual([]);
    }
  }
});
