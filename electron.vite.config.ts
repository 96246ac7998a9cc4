import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  // One build for the app's main process and the terminal program, so that both load the same engine.
  main: {
    build: {
      outDir: 'out',
      emptyOutDir: true,
      // Electron's Node, and the oldest on which the terminal program runs.
      target: 'node24',
      // Packages of hundreds of files that every start needs: in one file they are read many times faster.
      externalizeDeps: { exclude: ['undici', 'ws', 'yaml', 'zod'] },
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
      minify: true,
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: {
        // A whole path: the build resolves it from here, the dependency scan of `npm run dev` from `root`.
        input: join(import.meta.dirname, 'src-renderer/index.html'),
        checks: { bundlerTimings: false },
      },
    },
  },
});
