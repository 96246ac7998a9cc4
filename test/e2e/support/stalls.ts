import { readFile, rm } from 'node:fs/promises';
import { expect } from './expect.ts';
import type { Portolan } from './portolan.ts';
import { ProcessorTime } from './processor-time.ts';

/** The longest time in milliseconds for which each process's main thread did one thing and nothing else. */
export interface Stalls {
  readonly main: number;
  readonly window: number;
}

/** As Chromium writes it (Trace Event Format); times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** For how long its thread had a processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** In kilobytes: of some minutes. */
const recordedAtMost = 400_000;
/** In milliseconds, at each end of a record: the first and the last task of a quiet process. */
const quietMs = 2_000;

/**
 * Watches both processes by Chromium's own record of what their main threads do. Only time counts in which they ran: a
 * machine that does other things meanwhile is no stall of ours.
 */
export class StallWatch implements AsyncDisposable {
  readonly #portolan: Portolan;
  /** Of the window's main thread. */
  readonly time: ProcessorTime;
  readonly #windowPid: number;
  #begunAt = 0;

  private constructor(portolan: Portolan, windowPid: number) {
    this.#portolan = portolan;
    this.#windowPid = windowPid;
    this.time = new ProcessorTime(windowPid);
  }

  static async begin(portolan: Portolan): Promise<StallWatch> {
    const pid = await portolan.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    if (pid === undefined) throw new Error('Portolan has no window.');
    const watch = new StallWatch(portolan, pid);
    await watch.#record();
    return watch;
  }

  /** The longest stalls since the last time this was asked. */
  async longest(): Promise<Stalls> {
    const recordedMs = performance.now() - this.#begunAt;
    const path = await this.#portolan.app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
    const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] };
    await rm(path);
    await this.#record();
    const main = tasksOf(traceEvents, 'CrBrowserMain');
    // Chromium keeps a spare process for the next page, which is no window of ours.
    const window = tasksOf(traceEvents, 'CrRendererMain').filter(({ pid }) => pid === this.#windowPid);
    // A record that was full would know nothing of the rest.
    const ends = [...main, ...window].map(({ ts }) => ts / 1_000);
    expect(ends.reduce(most, 0) - ends.reduce(least, Infinity)).toBeGreaterThan(recordedMs - quietMs);
    return { main: longestOf(main), window: longestOf(window) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.time[Symbol.asyncDispose]();
  }

  async #record(): Promise<void> {
    await this.#portolan.app.evaluate(
      ({ contentTracing }, trace_buffer_size_in_kb) =>
        contentTracing.startRecording({
          included_categories: ['toplevel'],
          excluded_categories: ['*'],
          recording_mode: 'record-until-full',
          trace_buffer_size_in_kb,
        }),
      recordedAtMost,
    );
    this.#begunAt = performance.now();
  }
}

/** What the main thread of this name did, task by task. */
function tasksOf(events: readonly TraceEvent[], thread: 'CrBrowserMain' | 'CrRendererMain'): TraceEvent[] {
  const named = events.filter(({ name, args }) => name === 'thread_name' && args.name === thread);
  const keyOf = ({ pid, tid }: TraceEvent) => `${String(pid)}/${String(tid)}`;
  const threads = new Set(named.map(keyOf));
  return events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && threads.has(keyOf(event)),
  );
}

function longestOf(tasks: readonly TraceEvent[]): number {
  return Math.round(tasks.map(({ tdur = 0 }) => tdur / 1_000).reduce(most, 0));
}

function most(one: number, other: number): number {
  return Math.max(one, other);
}

function least(one: number, other: number): number {
  return Math.min(one, other);
}
