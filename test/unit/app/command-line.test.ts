import { expect, it } from 'vitest';
import { switchValue } from '../../../src-main/app/command-line.ts';

it.each<[string[], string | null]>([
  [['app', '.'], null],
  [['app', '--kubeconfig=/a'], '/a'],
  [['app', '--kubeconfig', '/a b'], '/a b'],
  [['app', '--kubeconfig=/a', '--kubeconfig=/b'], '/b'],
  [['app', '--kubeconfig='], ''],
  [['app', '--kubeconfig'], null],
  [['app', '--kubeconfigs=/a'], null],
])('%j gives %j', (argv, expected) => {
  expect(switchValue(argv, '--kubeconfig')).toBe(expected);
});
