import { node24 } from '../setup/process.mjs';
import { runMain, SetUpError } from '../setup/set-up-error.mjs';
import { TestMachine } from './test-machine.mjs';

// Usage: on-cluster.mjs PROGRAM [ARGUMENTS…]
await runMain(async () => {
  const machine = new TestMachine();
  try {
    const missing = await machine.startCluster();
    if (missing !== undefined) throw new SetUpError(missing);
    return await machine.run(node24, process.argv.slice(2));
  } finally {
    await machine.stop();
  }
});
