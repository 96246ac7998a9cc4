import { expect, it } from 'vitest';
import { PeerFilter } from '../../../src-main/engine/forwards/peer-filter.ts';

const filter = new PeerFilter([
  '192.168.1.20',
  '10.0.0.0/8',
  'fd00::/8',
  '2001:db8::1',
  '::ffff:172.16.0.0/108',
]);

it.each([
  ['192.168.1.20', true],
  ['192.168.1.21', false],
  ['10.255.0.1', true],
  ['11.0.0.1', false],
  ['::ffff:10.0.0.1', true],
  ['::ffff:11.0.0.1', false],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['fd12::3', true],
  ['fe80::1%eth0', false],
  ['2001:db8::1', true],
  ['2001:db8::2', false],
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
])('%s is allowed: %s', (address, allowed) => {
  expect(filter.allows(address)).toBe(allowed);
});

it('an empty list allows everybody', () => {
  expect(['203.0.113.9', 'fe80::1%eth0'].map((address) => new PeerFilter([]).allows(address))).toEqual([
    true,
    true,
  ]);
});
