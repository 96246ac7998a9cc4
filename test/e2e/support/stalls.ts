import type { Portolan } from './portolan.ts';

/** The longest time in milliseconds for which each process did one thing and nothing else. */
export interface Stalls {
  readonly main: number;
  readonly window: number;
}

declare global {
  var stalls: { longest: number } | undefined;
}

/**
 * Begins to watch both processes. In the main process only time counts in which it really worked: a machine that does
 * other things meanwhile is no stall of ours. In the window it is Chromium's own account of long tasks (of 50 ms and more).
 */
export async function watchStalls(portolan: Portolan): Promise<void> {
  await portolan.app.evaluate(() => {
    const seen = { longest: 0 };
    globalThis.stalls = seen;
    let at = performance.now();
    let used = process.cpuUsage();
    setInterval(() => {
      const now = performance.now();
      const cpu = process.cpuUsage(used);
      seen.longest = Math.max(seen.longest, Math.min(now - at, (cpu.user + cpu.system) / 1_000));
      at = now;
      used = process.cpuUsage();
    }, 1);
  });
  await portolan.page.evaluate(() => {
    const seen = { longest: 0 };
    globalThis.stalls = seen;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
  });
}

/** The longest stalls since the last time this was asked. */
export async function longestStalls(portolan: Portolan): Promise<Stalls> {
  const main = await portolan.app.evaluate(takeLongest);
  const window = await portolan.page.evaluate(takeLongest);
  return { main: Math.round(main), window: Math.round(window) };
}

/** Runs in either process. */
function takeLongest(): number {
  const longest = globalThis.stalls?.longest ?? NaN;
  if (globalThis.stalls !== undefined) globalThis.stalls.longest = 0;
  return longest;
}
