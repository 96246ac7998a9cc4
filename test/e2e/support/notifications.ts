import type { Portolan } from './portolan.ts';

interface Shown {
  readonly title: string;
  readonly body: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly actions: readonly { readonly text?: string }[];
  emit(event: 'click' | 'action'): void;
}

interface TestGlobal {
  shown?: Shown[];
}

/** A machine without a notification service shows none; what the app asks for from now on is seen in its place. */
export async function watchNotifications({ app }: Portolan): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const shown: Shown[] = [];
    (globalThis as TestGlobal).shown = shown;
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      shown.push(Object.assign(this, { at: Date.now() }));
    };
  });
}

/** The titles of what was shown so far. */
export async function notifications(portolan: Portolan): Promise<string[]> {
  return (await notificationTexts(portolan)).map(([title]) => title);
}

/** The titles and texts of what was shown so far. */
export function notificationTexts({ app }: Portolan): Promise<[title: string, body: string][]> {
  return app.evaluate(() => ((globalThis as TestGlobal).shown ?? []).map(({ title, body }) => [title, body]));
}

/** When each of them was shown, in milliseconds since the epoch. */
export function notificationTimes({ app }: Portolan): Promise<number[]> {
  return app.evaluate(() => ((globalThis as TestGlobal).shown ?? []).map(({ at }) => at));
}

export async function clickNewestNotification({ app }: Portolan): Promise<void> {
  await app.evaluate(() => (globalThis as TestGlobal).shown?.at(-1)?.emit('click'));
}

/** What the newest one's buttons say. */
export function newestNotificationButtons({ app }: Portolan): Promise<(string | undefined)[]> {
  return app.evaluate(() =>
    ((globalThis as TestGlobal).shown?.at(-1)?.actions ?? []).map(({ text }) => text),
  );
}

/** Presses its button. */
export async function pressNewestNotification({ app }: Portolan): Promise<void> {
  await app.evaluate(() => (globalThis as TestGlobal).shown?.at(-1)?.emit('action'));
}
