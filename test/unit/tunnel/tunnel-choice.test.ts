import { expect, test } from 'vitest';
import {
  calmTunnel,
  chooseTunnel,
  shareTunnel,
  tunnelCap,
  type Candidate,
} from '../../../src-main/engine/tunnel/tunnel-choice.ts';

function tunnel(load: number, more: Partial<Candidate> = {}): Candidate {
  return { load, size: load, congested: false, stalled: false, bulky: false, ...more };
}

const idle = tunnel(0);
const busy = tunnel(1);
const stalled = tunnel(1, { stalled: true });

test('an idle tunnel is taken at once, the emptiest first', () => {
  const lingering = tunnel(0, { size: 3 });
  expect(chooseTunnel([busy, lingering, idle], 1, 2)).toBe(idle);
});

test('while there are few, a connection waits for a tunnel of its own', () => {
  expect([chooseTunnel([], 1, 0), chooseTunnel([busy], 1, 0), chooseTunnel([busy], 1, 1)]).toEqual([
    null,
    null,
    null,
  ]);
});

test('beyond eight the least loaded that nothing stalls is shared', () => {
  const free = tunnel(2);
  const usable = [stalled, ...Array.from({ length: 7 }, () => tunnel(3)), free];
  expect(chooseTunnel(usable, 1, 0)).toBe(free);
});

test('one that has carried much is shared only where no further tunnel is to be had', () => {
  const bulky = tunnel(1, { bulky: true });
  const eight = Array.from({ length: 8 }, () => bulky);
  expect([
    chooseTunnel([bulky, ...Array.from({ length: 7 }, () => tunnel(3))], 1, 0)?.load,
    chooseTunnel([bulky], 20, 7),
    chooseTunnel(eight, 1, 0),
    chooseTunnel([...eight, ...eight.map(() => stalled)], 1, 0),
  ]).toEqual([3, null, null, bulky]);
});

test('in a burst a tunnel takes its share, and the rest waits for the others', () => {
  const below = tunnel(2);
  expect([chooseTunnel([below], 20, 7), chooseTunnel([tunnel(4)], 20, 7)]).toEqual([below, null]);
});

test('in a crowd, where even queues of the server have to be shared, nobody waits', () => {
  const only = tunnel(13);
  expect(chooseTunnel([stalled, only], 87, 6)).toBe(only);
});

test('where all are stalled, more are dialled, up to sixteen, and then the least loaded is shared', () => {
  const eight = Array.from({ length: 8 }, () => stalled);
  const sixteen = [...eight, ...eight];
  expect([tunnelCap(eight), chooseTunnel(eight, 1, 0), chooseTunnel(sixteen, 1, 0)]).toEqual([
    16,
    null,
    stalled,
  ]);
});

test('a slow dial is better than a tunnel that is stalled', () => {
  const calm = tunnel(5);
  expect([calmTunnel([stalled, calm]), calmTunnel([stalled]), calmTunnel([])]).toEqual([calm, null, null]);
});

test('who waits no longer shares, if possible with none that is stalled', () => {
  expect([shareTunnel([stalled, tunnel(5)])?.load, shareTunnel([stalled]), shareTunnel([])]).toEqual([
    5,
    stalled,
    null,
  ]);
});
