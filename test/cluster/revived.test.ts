import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startCluster } from './cluster.ts';
import { DetachedProcess } from './detached-process.ts';
import { childOf } from './process-stat.ts';

it('a scheduler that ends by itself is started again', async ({ skip }) => {
  const cluster = await startCluster();
  skip(!cluster.isOwn, 'Only our own cluster may be broken.');
  const before = schedulerPid();
  process.kill(before, 'SIGKILL');
  await expect.poll(schedulerPid, { timeout: 10_000 }).not.toBe(before);
});

/** The program is the child of the shell that revives it, and that the child of `nsenter`. */
function schedulerPid(): number {
  const outer = new DetachedProcess('kube-scheduler').running;
  const shell = outer && childOf(outer.pid);
  const pid = (shell && childOf(shell.pid))?.pid ?? 0;
  // Between two lives the shell sleeps, which is a child too.
  const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  if (name !== 'kube-scheduler') throw new Error(`The scheduler does not run, but ${name}.`);
  return pid;
}
