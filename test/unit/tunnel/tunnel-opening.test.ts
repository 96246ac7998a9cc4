import { expect, test } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { silentLog } from '../../../src-main/engine/log.ts';
import { Tunnel } from '../../../src-main/engine/tunnel/tunnel.ts';
import type { Wire } from '../../../src-main/engine/tunnel/wire.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'u', node: null };
const nothing = (): void => undefined;
const handlers = { data: () => true, drain: nothing, ended: nothing, failed: nothing };

/** A wire that only remembers how its bytes were given to it. */
function recordingWire(sent: number[][]): Wire {
  return {
    transport: 'spdy',
    isOpen: true,
    congested: false,
    listen: nothing,
    send: (chunks) => sent.push(chunks.map(({ length }) => length)) > 0,
    pause: nothing,
    resume: nothing,
    close: nothing,
  };
}

function tunnelOn(wire: Wire): Tunnel {
  return new Tunnel({ wire, pod, clock: systemClock, log: silentLog, onChanged: nothing });
}

test.each([
  ['with the first bytes', Buffer.from('hello'), [5]],
  ['without any', null, []],
])('an opening is given to the wire together %s', (_name, first, payload) => {
  const sent: number[][] = [];
  using tunnel = tunnelOn(recordingWire(sent));
  tunnel.open({ port: 80, first, handlers });
  const [, ...afterPing] = sent;
  expect(afterPing).toEqual([[expect.any(Number), ...payload]]);
});

test('first bytes larger than a frame follow in frames of the best size', () => {
  const sent: number[][] = [];
  using tunnel = tunnelOn(recordingWire(sent));
  tunnel.open({ port: 80, first: Buffer.alloc(300 * 1024), handlers });
  const [, ...afterPing] = sent;
  expect(afterPing).toEqual([
    [expect.any(Number), 256 * 1024],
    [8, 44 * 1024],
  ]);
});
