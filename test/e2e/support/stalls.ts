import type { Portolan } from './portolan.ts';
import { ProcessorWaits } from './processor-waits.ts';

/** The longest time in milliseconds for which each process did one thing and nothing else. */
export interface Stalls {
  readonly main: number;
  readonly window: number;
}

interface Task {
  /** In milliseconds of the wall clock. */
  readonly began: number;
  readonly ended: number;
}

declare global {
  var longTasks: Task[] | undefined;
  var longest: number | undefined;
}

/**
 * Watches both processes. Only time counts in which they worked: a machine that does other things meanwhile is no stall of
 * ours. In the window it is Chromium's own account of long tasks (of 50 ms and more).
 */
export class StallWatch implements Disposable {
  readonly #portolan: Portolan;
  /** Of the window's main thread. */
  readonly waits: ProcessorWaits;

  private constructor(portolan: Portolan, windowPid: number) {
    this.#portolan = portolan;
    this.waits = new ProcessorWaits(windowPid);
  }

  static async begin(portolan: Portolan): Promise<StallWatch> {
    await portolan.app.evaluate(() => {
      globalThis.longest = 0;
      let at = performance.now();
      let used = process.threadCpuUsage();
      setInterval(() => {
        const now = performance.now();
        const cpu = process.threadCpuUsage(used);
        globalThis.longest = Math.max(
          globalThis.longest ?? 0,
          Math.min(now - at, (cpu.user + cpu.system) / 1_000),
        );
        at = now;
        used = process.threadCpuUsage();
      }, 1);
    });
    await portolan.page.evaluate(() => {
      const tasks: Task[] = (globalThis.longTasks = []);
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
          const began = performance.timeOrigin + startTime;
          tasks.push({ began, ended: began + duration });
        }
      }).observe({ type: 'longtask' });
    });
    const pid = await portolan.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    if (pid === undefined) throw new Error('Portolan has no window.');
    return new StallWatch(portolan, pid);
  }

  /** The longest stalls since the last time this was asked. */
  async longest(): Promise<Stalls> {
    const main = await this.#portolan.app.evaluate(() => {
      const { longest = NaN } = globalThis;
      globalThis.longest = 0;
      return longest;
    });
    const tasks = await this.#portolan.page.evaluate(() => globalThis.longTasks?.splice(0) ?? []);
    const window = Math.max(
      0,
      ...tasks.map(({ began, ended }) => ended - began - this.waits.within(began, ended)),
    );
    return { main: Math.round(main), window: Math.round(window) };
  }

  [Symbol.dispose](): void {
    this.waits[Symbol.dispose]();
  }
}
