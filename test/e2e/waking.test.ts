import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

test('waking up tries at once what would have waited for its next turn', async ({ app: portolan, demo }) => {
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await demo.stopApi();
  const session = async () => (await portolan.snapshot()).sessions[0]?.state;
  const waitsLong = async () => {
    const state = await session();
    return state?.phase === 'waiting' && (state.retryAt ?? 0) - Date.now() > 4_000 ? state.retryAt : null;
  };
  let due = 0;
  await expect.poll(async () => (due = (await waitsLong()) ?? 0), { timeout: 60_000 }).toBeGreaterThan(0);
  await demo.startApi();
  await portolan.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const state = await session();
  expect(state?.phase === 'active' && state.since < due).toBe(true);
});
