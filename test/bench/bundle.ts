import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const programs = ['portolan', 'client-node', 'delay-proxy'] as const;
export type ProgramName = (typeof programs)[number];

/**
 * Bundles the programs that run beside the benchmark as the app is bundled, and returns their paths.
 * Run from source they would hold the compiler in memory, and it would be counted as theirs.
 */
export async function bundlePrograms(): Promise<Readonly<Record<ProgramName, string>>> {
  // Below the repository, because what is not bundled is found in its node_modules.
  const folder = join(root, 'node_modules/.cache/portolan-bench');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(programs.map((name) => [name, `test/bench/${name}-program.ts`])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  const pathOf = (name: ProgramName) => join(folder, `${name}.mjs`);
  return {
    portolan: pathOf('portolan'),
    'client-node': pathOf('client-node'),
    'delay-proxy': pathOf('delay-proxy'),
  };
}
