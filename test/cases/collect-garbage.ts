import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Lets go of all that nobody holds, so that what is measured next is held by somebody. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // Memory outside the heap is given back a turn later.
  await new Promise(setImmediate);
  collect();
}
