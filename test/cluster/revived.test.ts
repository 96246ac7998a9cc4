import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startCluster } from './cluster.ts';
import { poll } from './poll.ts';
import { childOf, processStat } from './process-stat.ts';
import { programOf } from './dependent-program.ts';
import { revived } from './revived.ts';

it('a scheduler that ends by itself is started again', async ({ skip }) => {
  const cluster = await startCluster();
  skip(!cluster.isOwn, 'Only our own cluster may be broken.');
  const running = () => programOf('kube-scheduler')?.pid;
  const before = await poll(10_000, running);
  if (before === undefined) throw new Error('The scheduler does not run.');
  process.kill(before, 'SIGKILL');
  const after = await poll(10_000, () => {
    const now = running();
    return now === before ? undefined : now;
  });
  expect(after).toBeDefined();
});

it('a program whose shell is killed ends with it, so that the next start makes no second one', async () => {
  const [command, args] = revived('sleep', ['600']);
  const shell = spawn(command, args);
  await once(shell, 'spawn');
  const program = await poll(5_000, () => childOf(shell.pid ?? 0));
  shell.kill('SIGKILL');
  const left = await poll(5_000, () =>
    processStat(program?.pid ?? 0) === undefined ? 'nothing' : undefined,
  );
  expect([program === undefined, left]).toEqual([false, 'nothing']);
});
