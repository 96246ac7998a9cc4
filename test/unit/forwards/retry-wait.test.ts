import { expect, test } from 'vitest';
import { retryWaitMs, type RetryFacts } from '../../../src-main/engine/forwards/retry-wait.ts';
import { newProblem, type ProblemCode } from '../../../src-main/shared/problem.ts';

const first: RetryFacts = { retry: 0, isRepeatable: true, hasAnswered: false, leftMs: 10_000, chance: 0.5 };

function wait(code: ProblemCode, facts: Partial<RetryFacts> = {}, undelivered = true): number | null {
  const problem = newProblem(code, 'It failed. Try again.');
  return retryWaitMs({ problem, undelivered, podGone: false }, { ...first, ...facts });
}

test('what passes by itself is tried again at once, then slower, and at least once a second', () => {
  expect([0, 1, 2, 3, 20].map((retry) => wait('podGone', { retry }))).toEqual([0, 200, 500, 1_000, 1_000]);
});

test('what passes by itself is the cluster, or whoever it has its logins from, being away', () => {
  const codes: ProblemCode[] = ['podGone', 'apiUnreachable', 'providerUnreachable', 'apiError', 'tunnelLost'];
  expect(codes.map((code) => wait(code))).toEqual(codes.map(() => 0));
});

test('no try begins after the hold time', () => {
  expect([
    wait('tunnelLost', { leftMs: 0 }),
    wait('tunnelLost', { leftMs: 199, retry: 1 }),
    wait('tunnelLost', { leftMs: 200, retry: 1 }),
  ]).toEqual([0, null, 200]);
});

test('nothing is sent twice that may have arrived, nor what is not kept any more', () => {
  expect([wait('podGone', {}, false), wait('podGone', { isRepeatable: false })]).toEqual([null, null]);
});

test('a refusal passes only where the port has answered before', () => {
  const codes: ProblemCode[] = ['connectionRefused', 'forbidden', 'unauthorized', 'connectionReset'];
  expect(codes.map((code) => [wait(code), wait(code, { hasAnswered: true })])).toEqual([
    [null, 0],
    [null, 0],
    [null, null],
    [null, null],
  ]);
});
