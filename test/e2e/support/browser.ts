import type { Portolan } from './portolan.ts';

interface TestGlobal {
  opened?: string[];
}

/** No browser is opened from now on; what it would be sent to is seen in its place. */
export async function watchBrowser({ app }: Portolan): Promise<void> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as TestGlobal).opened = opened;
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
}

/** What the browser was sent to so far. */
export function openedInBrowser({ app }: Portolan): Promise<string[]> {
  return app.evaluate(() => (globalThis as TestGlobal).opened ?? []);
}
