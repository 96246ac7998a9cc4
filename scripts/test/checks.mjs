import { bin, capture, node24 } from '../setup/process.mjs';

/** Each is one test of `npm run check`: its name and its command. */
const checks = [
  { name: 'types', args: [bin.tsc, '--build', '--pretty', 'false'] },
  {
    name: 'svelte-check',
    args: [
      bin.svelteCheck,
      '--tsconfig',
      'src-renderer/tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
  { name: 'lint', args: [bin.eslint, '.', '--max-warnings', '0'] },
  { name: 'format', args: [bin.prettier, '--check', '.', '--log-level', 'warn'] },
  { name: 'unused (knip)', args: [bin.knip] },
];

/** Runs them two at a time and shows the output of those that fail. */
export async function runChecks() {
  const waiting = [...checks];
  let failed = 0;
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { status, output } = await capture(node24, check.args);
      console.log(`${status === 0 ? '✓' : '✗'} ${check.name}`);
      if (status === 0) continue;
      failed += 1;
      // Projects share folders, so the compiler reports a mistake once for each of them.
      console.log([...new Set(output.trim().split('\n'))].join('\n'));
    }
  };
  await Promise.all([work(), work()]);
  return { passed: checks.length - failed, failed, skipped: 0 };
}
