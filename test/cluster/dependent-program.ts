import { readFileSync } from 'node:fs';
import type { DependentName } from './components.ts';
import { DetachedProcess } from './detached-process.ts';
import { childOf } from './process-stat.ts';
import type { ProcessStat } from './process-stat.ts';

/** The running program of a dependent: the child of the shell that revives it. Undefined between two of its lives. */
export function programOf(name: DependentName): ProcessStat | undefined {
  const outer = new DetachedProcess(name).running;
  // `nsenter --pid` stays as the parent of the shell.
  const shell = outer && childOf(outer.pid);
  const program = shell && childOf(shell.pid);
  return program !== undefined && commandOf(program) === name ? program : undefined;
}

/** From its command line, because the kernel keeps only 15 bytes of a name. */
function commandOf({ pid }: ProcessStat): string | undefined {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0', 1)[0];
  } catch {
    return undefined;
  }
}
