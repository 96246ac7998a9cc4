import { test as base } from '@playwright/test';
import { DemoHome } from './demo-home.ts';
import type { Portolan } from './portolan.ts';

/** A test whose app runs on a demo cluster of its own; both end with it. */
export const test = base.extend<{ demoHome: DemoHome; app: Portolan }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from this pattern that the fixture needs no other
  demoHome: async ({}, use) => {
    await using demo = await DemoHome.create();
    await use(demo);
  },
  app: async ({ demoHome }, use) => {
    await using portolan = await demoHome.launch();
    await use(portolan);
  },
});
