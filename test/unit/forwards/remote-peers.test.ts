import { expect, it } from 'vitest';
import { peerAddress, RemotePeers } from '../../../src-main/engine/forwards/remote-peers.ts';
import { remotePeerLimit } from '../../../src-main/shared/remote-peer.ts';

const nothing = () => ({ receivedBytes: 0, sentBytes: 0 });

it('the newest hundred are known, by their newest connection', () => {
  let now = 0;
  const peers = new RemotePeers(() => (now += 1));
  for (let index = 0; index <= remotePeerLimit; index++) {
    peers.served(`10.0.0.${String(index)}`, nothing);
    if (index === 50) peers.refused('10.0.0.0');
  }
  const list = peers.list();
  expect([
    list.length,
    list[0]?.address,
    list.at(-1)?.address,
    list.some(({ address }) => address === '10.0.0.1'),
  ]).toEqual([remotePeerLimit, '10.0.0.100', '10.0.0.2', false]);
  expect(list.find(({ address }) => address === '10.0.0.0')).toMatchObject({
    allowed: false,
    served: 1,
    refused: 1,
    firstAt: 1,
    lastAt: 52,
  });
});

it('only the first refusal of an address is news', () => {
  const peers = new RemotePeers(() => 0);
  expect([peers.refused('10.0.0.1'), peers.refused('10.0.0.1'), peers.refused('10.0.0.2')]).toEqual([
    true,
    false,
    true,
  ]);
});

it.each([
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['::FFFF:10.0.0.7', '10.0.0.7'],
  ['fd00::7', 'fd00::7'],
  [undefined, null],
])('a socket from %s has the peer address %s', (remoteAddress, address) => {
  expect(peerAddress({ remoteAddress })).toBe(address);
});
