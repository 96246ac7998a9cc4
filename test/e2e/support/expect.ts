import { expect as playwrightExpect } from '@playwright/test';

/** Two cores carry the app, a cluster and the test; what takes a second elsewhere may take many here. */
export const expect = playwrightExpect.configure({ timeout: 20_000 });
