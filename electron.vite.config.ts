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
      // Every package but a native one becomes part of the bundle: in one file it loads many times faster than in
      // hundreds, and the packaged app carries nothing twice. Those packages are package.json's `devDependencies`.
      externalizeDeps: true,
      rolldownOptions: {
        input: { 'main/main': 'src-main/app/main.ts', 'cli/portolan': 'src-main/cli/portolan.ts' },
        // Of client-node the kubeconfig's part is used: without its hundreds of API classes it loads in a fifth of the time.
        treeshake: { moduleSideEffects: [{ test: /client-node/, sideEffects: false }] },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
        },
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
