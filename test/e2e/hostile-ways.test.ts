import type { JsonObject } from '../../src-main/demo/api/json.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { StallWatch } from './support/stalls.ts';

const rules = 3_000;
/** In milliseconds for which a process may do one thing alone; 63 and 27 were measured. */
const stallMs = 150;
/** Runs where it is taken for a page's own. */
const markup = '<img src=x onerror="window.taken = true">';
/** Turns the writing around, rings the bell, clears a terminal, and ends the line. */
const unseen = '\u202e\u0007\u001b[2J\r\n';

/** As no API server lets it be written, which a cluster need not have. */
const ingresses: readonly JsonObject[] = [
  ingress(
    'many',
    Array.from({ length: rules }, (_, index) => [`h${String(index)}.example.com`, '/']),
    { 'example.com/note': markup.repeat(6_000) },
  ),
  ingress(
    'hostile',
    [
      [markup, '/'],
      [`shop.example.com${unseen}`, '/'],
      ['shop.example.com', `/"><script>window.taken = true</script>`],
      ['javascript:window.taken = true', '/'],
      ['user:password@evil.example', '/'],
      ['x'.repeat(10_000), '/'],
      ['shop.example.com', `/${'y'.repeat(2_000)}`],
    ],
    { [markup]: unseen },
    markup,
  ),
];

function ingress(
  name: string,
  places: readonly (readonly [host: string, path: string])[],
  annotations: JsonObject,
  ingressClassName = 'nginx',
): JsonObject {
  const backend = { service: { name: 'web', port: { name: 'http' } } };
  const spec = {
    ingressClassName,
    rules: places.map(([host, path]) => ({ host, http: { paths: [{ path, pathType: 'Prefix', backend }] } })),
  };
  return { metadata: { name, namespace: 'shop', annotations }, spec };
}

test('thousands of rules and whatever a cluster writes leave the ways in whole, quick, and mere text', async ({
  app: portolan,
  demo,
}) => {
  for (const each of ingresses) demo.create('ingresses', 'shop', each);
  const { page } = portolan;
  await portolan.showCluster();
  await portolan.row('web').first().focus();
  await using stalls = await StallWatch.begin(portolan);
  await page.keyboard.press('w');
  const view = page.getByRole('main', { name: 'Ways in to svc/web' });
  await expect(view.getByRole('button', { name: 'Check again' })).toBeEnabled();
  const grid = view.getByRole('grid');
  await grid.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await expect(grid).toContainText('h99.example.com');
  await expect(grid).toContainText('2,900 more addresses');
  await expect(grid.locator(':focus')).toContainText('shop.example.com');
  await page.keyboard.press('Home');
  await expect(grid.locator(':focus')).toContainText('Forward');
  // Past the two ports of each other way.
  for (let row = 0; row < 6; row += 1) await page.keyboard.press('ArrowDown');
  // A name has no spaces.
  await expect(grid).toContainText(`Ingress (${markup.replaceAll(' ', '')})`);
  await expect(grid).toContainText('</script>');
  await expect(grid).toContainText('6 rules of it cannot be understood');

  const told = await view.evaluate((main) => ({
    foreign: main.querySelectorAll('img, script, iframe').length,
    unseen: /(?![\n\t])\p{C}/u.test(main.textContent),
    taken: 'taken' in window,
  }));
  expect(told).toEqual({ foreign: 0, unseen: false, taken: false });
  const longest = await stalls.longest();
  expect(Math.max(longest.main, longest.window)).toBeLessThan(stallMs);
});
