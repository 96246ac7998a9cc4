import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { shownPath } from '../../../src-main/engine/kube/shown-path.ts';

const home = join(sep, 'home', 'ann');

test.each([
  [join(home, '.kube', 'config'), join('~', '.kube', 'config')],
  [home, '~'],
  // Another's home that merely begins alike.
  [join(sep, 'home', 'anna', 'config'), join(sep, 'home', 'anna', 'config')],
  [join(sep, 'etc', 'k3s.yaml'), join(sep, 'etc', 'k3s.yaml')],
])('%s is shown as %s', (path, shown) => {
  expect(shownPath(path, home)).toBe(shown);
});

test('a home that ends with a separator is the same home', () => {
  expect(shownPath(join(home, 'config'), home + sep)).toBe(join('~', 'config'));
});
