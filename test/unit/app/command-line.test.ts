import { expect, it } from 'vitest';
import { isHiddenStart, linkIn, switchValue } from '../../../src-main/app/command-line.ts';

it.each<[string[], string | null]>([
  [['app', '.'], null],
  [['app', '--kubeconfig=/a'], '/a'],
  [['app', '--kubeconfig', '/a b'], '/a b'],
  [['app', '--kubeconfig=/a', '--kubeconfig=/b'], '/b'],
  [['app', '--kubeconfig='], ''],
  [['app', '--kubeconfig'], null],
  [['app', '--kubeconfigs=/a'], null],
  [['app', '--', '--kubeconfig=/a'], null],
])('%j gives %j', (argv, expected) => {
  expect(switchValue(argv, '--kubeconfig')).toBe(expected);
});

it.each<[string[], boolean, string | null]>([
  [['app'], false, null],
  [['app', '--hidden'], true, null],
  [['app', 'portolan://forward?x'], false, 'portolan://forward?x'],
  [['app', '--', 'Portolan:x', '--hidden'], false, 'Portolan:x'],
  [['/opt/portolan:2/app'], false, null],
])('%j is hidden: %j, and opens the link %j', (argv, hidden, link) => {
  expect([isHiddenStart(argv), linkIn(argv)]).toEqual([hidden, link]);
});
