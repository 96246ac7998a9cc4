import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from './progress.ts';

/**
 * Holds an exclusive lock on a file until disposed. The kernel releases it with the `flock` child,
 * which ends when this process does, so a crash leaves no stale lock.
 */
export async function lock(path: string): Promise<AsyncDisposable> {
  await mkdir(dirname(path), { recursive: true });
  const holder = spawn('flock', ['--exclusive', path, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = setTimeout(() => {
    say('waiting for another start or stop to end …');
  }, 1_000);
  const isLocked = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    once(holder, 'exit').then(() => false),
  ]);
  clearTimeout(waiting);
  if (!isLocked) throw new Error(`${path} cannot be locked: flock ended at once.`);
  return {
    [Symbol.asyncDispose]: async () => {
      const ended = once(holder, 'exit');
      holder.stdin.end();
      await ended;
    },
  };
}
