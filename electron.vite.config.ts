import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  // One build for the app's main process and the terminal program, so that both load the same engine.
  main: {
    build: {
      outDir: 'out',
      emptyOutDir: true,
      // The terminal program runs on the user's Node, which is older than Electron's.
      target: 'node22',
      rolldownOptions: {
        input: { 'main/main': 'src-main/app/main.ts', 'cli/portolan': 'src-main/cli/portolan.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script can only be CommonJS.
      rolldownOptions: {
        input: { preload: 'src-main/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: {
      outDir: 'out/renderer',
      rolldownOptions: { input: 'src-renderer/index.html', checks: { bundlerTimings: false } },
    },
  },
});
