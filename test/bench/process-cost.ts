import { readFileSync } from 'node:fs';

// proc(5) counts in USER_HZ, which is 100 on every Linux that Node runs on.
const ticksPerSecond = 100;

/** Seconds of CPU, in user and system mode, that the process has used; throws when it is gone. */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in parentheses and may itself contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory in MiB; throws when the process is gone. */
export function residentMiB(pid: number): number {
  return statusMiB(pid, 'VmRSS');
}

/** The most resident memory so far, in MiB; throws when the process is gone. */
export function peakResidentMiB(pid: number): number {
  return statusMiB(pid, 'VmHWM');
}

function statusMiB(pid: number, field: string): number {
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  )?.[1];
  if (kib === undefined) throw new Error(`Process ${pid} has no ${field}: it has ended.`);
  return Number(kib) / 1024;
}
