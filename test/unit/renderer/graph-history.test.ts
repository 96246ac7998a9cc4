import { expect, it } from 'vitest';
import { Client } from '../../../src-renderer/client.ts';
import { GraphHistory } from '../../../src-renderer/state/graph-history.svelte.ts';
import { MemoryBridge } from './memory-bridge.ts';

const id = '00000000-0000-4000-8000-000000000001';

it('a graph is read when it is shown, again with each of its steps, and not once it is gone', async () => {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const graph = new GraphHistory(client);
  await client.join(() => undefined);
  bridge.asked.length = 0;
  const history = { times: [1], ports: [], pods: [] };
  bridge.answers.set('traffic.history', () => history);
  const tick = (second: number) => bridge.emit('traffic', { at: second * 1_000, samples: [] });
  const stop = graph.watch(id, 'quarter');
  await expect.poll(() => graph.history).toBe(history);
  for (let second = 1; second <= 12; second++) tick(second);
  const asked = bridge.asked.length;
  stop();
  tick(30);
  expect([asked, bridge.asked.length, bridge.asked[0]]).toEqual([
    3,
    3,
    { name: 'traffic.history', input: { id, span: 'quarter' } },
  ]);
});
