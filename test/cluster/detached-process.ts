import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandEnvironment, lastLines } from './command.ts';
import { poll } from './poll.ts';
import { childOf, processStat } from './process-stat.ts';
import type { ProcessStat } from './process-stat.ts';
import { folders } from './work-folder.ts';

const endTimeoutMs = 20_000;

/**
 * A process that outlives the one that started it. Its record holds the pid and the start time,
 * so that a pid given to someone else in the meantime is never signalled.
 */
export class DetachedProcess {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** The processes that have a record. */
  static recorded(): readonly DetachedProcess[] {
    try {
      return readdirSync(folders.processes).map((file) => new DetachedProcess(basename(file, '.json')));
    } catch {
      return [];
    }
  }

  get logPath(): string {
    return join(folders.logs, `${this.name}.log`);
  }

  get lastLogLines(): string {
    try {
      return lastLines(readFileSync(this.logPath, 'utf8'), 8);
    } catch {
      return '';
    }
  }

  /** The process of the record, while it lives. */
  get running(): ProcessStat | undefined {
    const record = this.#readRecord();
    const stat = record === undefined ? undefined : processStat(record.pid);
    return stat?.startTime === record?.startTime ? stat : undefined;
  }

  /** Starts the command with its output appended to the log. */
  async start(command: string, args: readonly string[]): Promise<void> {
    const log = openSync(this.logPath, 'a');
    try {
      const child = spawn(command, args, {
        cwd: '/',
        detached: true,
        env: commandEnvironment,
        stdio: ['ignore', log, log],
      });
      await once(child, 'spawn');
      child.unref();
      const stat = child.pid === undefined ? undefined : processStat(child.pid);
      if (stat === undefined) throw new Error(`${this.name} ended at once. Its log: ${this.logPath}`);
      writeFileSync(this.#recordPath, JSON.stringify({ pid: stat.pid, startTime: stat.startTime }));
    } finally {
      closeSync(log);
    }
  }

  /**
   * Ends the process and waits for its end. With `inner` the signal goes to its child:
   * `nsenter --pid` and `unshare --pid` stay as parents of what they run and pass no signal on.
   */
  async stop(signal: NodeJS.Signals, target: 'itself' | 'inner'): Promise<void> {
    const running = this.running;
    if (running !== undefined) {
      const victim = target === 'inner' ? (childOf(running.pid) ?? running) : running;
      signalUnlessGone(victim.pid, signal);
      const ended = await poll(endTimeoutMs, () => (this.running === undefined ? true : undefined));
      if (ended === undefined)
        throw new Error(`${this.name} (process ${String(victim.pid)}) ignored ${signal}.`);
    }
    rmSync(this.#recordPath, { force: true });
  }

  get #recordPath(): string {
    return join(folders.processes, `${this.name}.json`);
  }

  #readRecord(): { readonly pid: number; readonly startTime: string } | undefined {
    try {
      return JSON.parse(readFileSync(this.#recordPath, 'utf8')) as { pid: number; startTime: string };
    } catch {
      return undefined;
    }
  }
}

function signalUnlessGone(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
