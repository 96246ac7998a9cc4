/** A machine that is not ready and what its owner has to do; shown without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a script's main function: a SetUpError is one message, and the exit status is what it returns.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
