import type { Scenario } from '../scenario.ts';
import { apiRestart } from './api-restart.ts';
import { atOnce } from './at-once.ts';
import { blackHole } from './black-hole.ts';
import { bulkTransfers } from './bulk.ts';
import { coldStart } from './cold-start.ts';
import { forgottenPath } from './forgotten-path.ts';
import { idle } from './idle.ts';
import { newConnection } from './new-connection.ts';
import { parallel } from './parallel.ts';
import { podReplaced } from './pod-replaced.ts';
import { slowReaders } from './slow-readers.ts';
import { stalled } from './stalled.ts';

/** In the order of the tables. */
export const scenarios: readonly Scenario[] = [
  newConnection,
  coldStart,
  atOnce,
  slowReaders,
  ...bulkTransfers,
  parallel,
  stalled,
  podReplaced,
  apiRestart,
  blackHole,
  forgottenPath,
  idle,
];
