import { expect, it } from 'vitest';
import { maxAllowed, parseAllowList } from '../../../src-main/shared/allow-list.ts';

it.each([
  ['', []],
  [' 10.0.0.7, 192.168.1.0/24\nFD00::/8 10.0.0.7 ', ['10.0.0.7', '192.168.1.0/24', 'fd00::/8']],
])('%j is read as %j', (text, list) => {
  expect(parseAllowList(text)).toEqual(list);
});

it.each([
  '10.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  'fd00::/129',
  '10.0.0.0/-1',
  'localhost',
  '/8',
])('says that "%s" is no address or network', (text) => {
  expect(() => parseAllowList(`10.0.0.1 ${text}`)).toThrow(`“${text}” is not an address or network.`);
});

it('takes no more entries than are looked through quickly', () => {
  const many = Array.from({ length: maxAllowed + 1 }, (_, index) => `10.0.0.${String(index)}`);
  expect(() => parseAllowList(many.join())).toThrow('More than 64 addresses and networks are given.');
  expect(parseAllowList(many.slice(1).join())).toHaveLength(maxAllowed);
});
