import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type * as Electron from 'electron';
import type { Notification as ElectronNotification } from 'electron';
import { expect } from './expect.ts';
import type { Portolan } from './portolan.ts';
import type { TestHome } from './test-home.ts';

interface Told {
  readonly notification: ElectronNotification;
  /** In milliseconds since the epoch. */
  readonly at: number;
  isClicked: boolean;
}

declare global {
  var told: Told[] | undefined;
}

/** What the app shows from now on is remembered as well; what the desktop shows of before is put away. */
export async function watchNotifications({ app }: Portolan): Promise<void> {
  if (hasDunst) await dunst('close-all');
  await app.evaluate(remember);
}

/** The app, started to the tray, with its notifications remembered before it can show any. */
export async function launchWatched(home: TestHome): Promise<Portolan> {
  if (hasDunst) await dunst('close-all');
  const early = join(home.path, 'watch-notifications.cjs');
  await writeFile(early, `(${remember.toString()})(require('electron'));`);
  return home.launch({ early, args: ['--hidden'] });
}

/** Runs in the app, and uses nothing of this file. */
function remember({ Notification }: typeof Electron): void {
  const told: Told[] = (globalThis.told = []);
  const prototype: { show: (this: ElectronNotification) => void } = Notification.prototype;
  const { show } = prototype;
  prototype.show = function () {
    const one: Told = { notification: this, at: Date.now(), isClicked: false };
    this.once('click', () => (one.isClicked = true));
    told.push(one);
    show.call(this);
  };
}

/** The titles of what was shown so far. */
export async function notifications(portolan: Portolan): Promise<string[]> {
  return (await notificationTexts(portolan)).map(([title]) => title);
}

/** The titles and texts of what was shown so far. */
export function notificationTexts({ app }: Portolan): Promise<[title: string, body: string][]> {
  return app.evaluate(() =>
    (globalThis.told ?? []).map(({ notification: { title, body } }) => [title, body]),
  );
}

/** When each of them was shown, in milliseconds since the epoch. */
export function notificationTimes({ app }: Portolan): Promise<number[]> {
  return app.evaluate(() => (globalThis.told ?? []).map(({ at }) => at));
}

/** As by the mouse, where the desktop can be told to; the notifications before it are put away. */
export async function clickNewestNotification({ app }: Portolan): Promise<void> {
  if (hasDunst) {
    const displayed = Number(await dunst('count', 'displayed'));
    for (let older = 1; older < displayed; older += 1) await dunst('close');
    await dunst('action');
  } else {
    await app.evaluate(() => globalThis.told?.at(-1)?.notification.emit('click'));
  }
  await expect.poll(() => app.evaluate(() => globalThis.told?.at(-1)?.isClicked)).toBe(true);
}

/** What the newest one's buttons say. */
export function newestNotificationButtons({ app }: Portolan): Promise<(string | undefined)[]> {
  return app.evaluate(() => (globalThis.told?.at(-1)?.notification.actions ?? []).map(({ text }) => text));
}

/** Presses its button, which Electron shows on macOS and Windows alone. */
export async function pressNewestNotification({ app }: Portolan): Promise<void> {
  await app.evaluate(() => globalThis.told?.at(-1)?.notification.emit('action'));
}

/** The titles and texts that the desktop itself has shown, the newest first; it shows none of them any more. */
export async function shownByDesktop(): Promise<[title: string, body: string][]> {
  await dunst('close-all');
  const { data } = JSON.parse(await dunst('history')) as DunstHistory;
  return data.flat().map(({ summary, body }) => [summary.data, body.data]);
}

/** As `dunstctl history` prints it. */
interface DunstHistory {
  readonly data: readonly (readonly Record<'summary' | 'body', { readonly data: string }>[])[];
}

/** The notification service of the tests' own desktop on Linux. */
const hasDunst = process.platform === 'linux';

async function dunst(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('dunstctl', args)).stdout.trim();
}
