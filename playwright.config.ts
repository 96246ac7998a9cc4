import { defineConfig } from '@playwright/test';
import type { ShopOptions } from './test/e2e/support/shop-options.ts';

export default defineConfig<object, ShopOptions>({
  outputDir: 'test-results/artifacts',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: process.env['CI'] === 'true',
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  projects: [
    { name: 'speed', testDir: 'test/speed', use: { cluster: 'demo' } },
    { name: 'e2e', testDir: 'test/e2e', use: { cluster: 'demo' } },
    { name: 'e2e-real', testDir: 'test/e2e/shop', use: { cluster: 'real' } },
    { name: 'packaged', testDir: 'test/packaged' },
  ],
});
