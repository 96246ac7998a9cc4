import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // No suite passes because its files were not found; scripts/test.mjs says so in words.
    passWithNoTests: false,
    projects: [
      {
        // The rune classes of the renderer are compiled by Svelte.
        plugins: [svelte()],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 5_000 },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // They wait more than they compute.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: 'test/cluster/global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One node on two cores: more files at once only wait for each other's pods.
          maxWorkers: 2,
        },
      },
      {
        // It kills the API server, which nobody else may need meanwhile.
        test: { name: 'soak', include: ['test/soak/**/*.test.ts'], maxWorkers: 1 },
      },
    ],
  },
});
