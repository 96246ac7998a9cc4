import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect } from './expect.ts';

/** On Linux the tests' screen is without one, and no window is ever maximised there; elsewhere the system's own serves. */
export async function windowManager(): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  if (process.platform === 'linux') {
    const manager = spawn('pekwm', { stdio: 'ignore' });
    const ended = once(manager, 'exit');
    stack.defer(async () => {
      manager.kill();
      await ended;
    });
    // Who manages windows says how many desktops there are (EWMH, _NET_NUMBER_OF_DESKTOPS).
    const isThere = () =>
      promisify(execFile)('xdotool', ['get_num_desktops']).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere).toBe(true);
  }
  return stack.move();
}
