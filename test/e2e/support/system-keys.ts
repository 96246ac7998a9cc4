import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where there is no X11 screen, nothing presses keys as a keyboard does. */
export const hasSystemKeys = process.env['DISPLAY'] !== undefined;

/**
 * Presses keys, as `ctrl+alt+p`, as a keyboard does: whoever has asked the system for them is told, and what the page does
 * not want is for the window's menu. Playwright's keys reach the page alone.
 */
export async function pressSystemKeys(...keys: readonly string[]): Promise<void> {
  await promisify(execFile)('xdotool', ['key', ...keys]);
}
