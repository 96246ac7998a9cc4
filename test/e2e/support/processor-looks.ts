import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { type LooksShared, numbersEach } from './processor-time.ts';

/** Between two looks, in milliseconds. */
const lookMs = 2;

const { pid, numbers, count } = workerData as LooksShared;

setInterval(() => {
  const index = Atomics.load(count, 0);
  if ((index + 1) * numbersEach > numbers.length) return;
  const [ranNs, waitedNs] = readFileSync(`/proc/${String(pid)}/schedstat`, 'utf8').split(' ');
  numbers.set(
    [performance.timeOrigin + performance.now(), Number(ranNs) / 1e6, Number(waitedNs) / 1e6],
    index * numbersEach,
  );
  Atomics.store(count, 0, index + 1);
}, lookMs);
