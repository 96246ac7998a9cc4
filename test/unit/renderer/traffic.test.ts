import { expect, test } from 'vitest';
import { emptyPortTraffic } from '../../../src-main/shared/traffic.ts';
import { Client } from '../../../src-renderer/client.ts';
import { TrafficState } from '../../../src-renderer/state/traffic.svelte.ts';
import { MemoryBridge } from './memory-bridge.ts';

const id = '00000000-0000-4000-8000-000000000001';
const sample = (receivedRate: number, sentRate = 0) => ({
  id,
  ports: [
    { ...emptyPortTraffic, receivedRate, sentRate, open: 1 },
    { ...emptyPortTraffic, receivedRate: 1 },
  ],
  pods: [],
  transport: null,
});

async function open() {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const traffic = new TrafficState(client);
  await client.join(() => undefined);
  bridge.asked.length = 0;
  return { bridge, traffic };
}

test('a forward keeps its last sixty samples, oldest first, summed over its ports', async () => {
  const { bridge, traffic } = await open();

  for (let second = 1; second <= 75; second += 1) {
    bridge.emit('traffic', { at: second * 1000, samples: [sample(second * 10)] });
  }

  const { received } = traffic.of(id);
  expect([received.length, received[0], received.at(-1)]).toEqual([60, 161, 751]);
});

test('the total is the sum over all forwards', async () => {
  const { bridge, traffic } = await open();
  const other = { ...sample(5, 7), id: '00000000-0000-4000-8000-000000000002' };

  bridge.emit('traffic', { at: 1000, samples: [sample(10, 3), other] });

  const { receivedRate, sentRate, open: connections } = traffic.total;
  expect({ receivedRate, sentRate, connections }).toEqual({ receivedRate: 17, sentRate: 10, connections: 2 });
});

test('after the window was hidden the last minute is read anew', async () => {
  const { bridge, traffic } = await open();
  bridge.answers.set('traffic.recent', () => [{ id, received: [1, 2, 3], sent: [0, 0, 0] }]);
  bridge.emit('traffic', { at: 1000, samples: [sample(9)] });
  bridge.emit('traffic', { at: 2000, samples: [sample(9)] });
  const askedBefore = [...bridge.asked];

  bridge.emit('traffic', { at: 60_000, samples: [sample(8)] });

  await expect.poll(() => [askedBefore, traffic.of(id).received]).toEqual([[], [1, 2, 3]]);
});

test('a forward that was removed leaves the total', async () => {
  const { bridge, traffic } = await open();
  bridge.emit('traffic', { at: 1000, samples: [sample(10)] });

  bridge.emit('traffic', { at: 2000, samples: [] });

  expect([traffic.total.receivedRate, traffic.of(id).received]).toEqual([0, []]);
});
