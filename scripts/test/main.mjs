import { runMain, SetUpError } from '../setup/set-up-error.mjs';
import { describe, sum } from './count.mjs';
import { suites } from './suites.mjs';
import { TestMachine } from './test-machine.mjs';

// Usage: main.mjs [SUITE [ARGUMENTS OF ITS RUNNER…]]; without a suite, all of them in order.
await runMain(async () => {
  const [only, ...args] = process.argv.slice(2);
  const chosen = suites.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new SetUpError(
      `There is no suite "${only}". There are: ${suites.map(({ name }) => name).join(', ')}.`,
    );
  }
  const isCi = process.env['CI'] === 'true';
  const machine = new TestMachine();
  /** @type {import('./count.mjs').Count[]} */
  const counts = [];
  try {
    for (const { name, run } of chosen) {
      const begun = Date.now();
      console.log(`\n━━ ${name}`);
      const count = await run(machine, args);
      // A suite without tests is no success: its files were not found.
      const isEmpty = count.passed + count.failed + count.skipped === 0;
      counts.push(isEmpty ? { passed: 0, failed: isCi ? 1 : 0, skipped: isCi ? 0 : 1 } : count);
      const seconds = Math.round((Date.now() - begun) / 1000);
      console.log(`${name}: ${isEmpty ? 'no tests found' : describe(count)} (${seconds} s)`);
      if (machine.isInterrupted) break;
    }
  } finally {
    await machine.stop();
  }
  const total = sum(counts);
  if (isCi && total.skipped > 0) console.log('On CI nothing may be skipped.');
  console.log(`\n${describe(total)}`);
  return machine.isInterrupted || total.failed > 0 || (isCi && total.skipped > 0) ? 1 : 0;
});
