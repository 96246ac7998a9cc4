import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks between the start of the machine and the start of the process: with the pid, its identity. */
  readonly startTime: string;
}

/** What /proc/PID/stat says; undefined for a process that is gone or a zombie. */
export function processStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): the name stands in parentheses and may itself contain spaces and parentheses.
  const [state, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const startTime = rest[17];
  if (state === 'Z' || state === 'X' || parent === undefined || startTime === undefined) return undefined;
  return { pid, parent: Number(parent), startTime };
}

/** The first child of a process. `/proc/PID/task/PID/children` would be shorter, but not every kernel has it. */
export function childOf(pid: number): ProcessStat | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processStat(Number(name)))
    .find((stat) => stat?.parent === pid);
}
