import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { addForward } from './support/shop-home.ts';

test('waking up tries at once what would have waited for its next turn', async () => {
  await using demo = await DemoHome.create();
  await using portolan = await demo.launch();
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await demo.demo.stopApi();
  const session = async () => (await portolan.snapshot()).sessions[0]?.state;
  const waitsLong = async () => {
    const state = await session();
    return state?.phase === 'waiting' && (state.retryAt ?? 0) - Date.now() > 4_000 ? state.retryAt : null;
  };
  let due = 0;
  await expect.poll(async () => (due = (await waitsLong()) ?? 0), { timeout: 60_000 }).toBeGreaterThan(0);
  await demo.demo.startApi();
  await portolan.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const state = await session();
  expect(state?.phase === 'active' && state.since < due).toBe(true);
});
