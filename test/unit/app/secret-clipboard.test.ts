import { afterEach, beforeEach, expect, test } from 'vitest';
import { SecretClipboard } from '../../../src-main/app/secret-clipboard.ts';
import type { SecretOnClipboard } from '../../../src-main/shared/secret.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryClipboard } from '../../support/memory-clipboard.ts';

let clock: ManualClock;
let clipboard: MemoryClipboard;
let told: SecretOnClipboard[];
let next: PromiseWithResolvers<undefined>;
let secrets: SecretClipboard;

beforeEach(() => {
  clock = new ManualClock();
  clipboard = new MemoryClipboard();
  told = [];
  next = Promise.withResolvers();
  secrets = new SecretClipboard({
    clipboard,
    clock,
    onChanged: (state) => {
      told.push(state);
      if (state.phase !== 'held') next.resolve(undefined);
    },
    report: (error) => next.reject(error),
  });
});
afterEach(() => secrets[Symbol.asyncDispose]());

test('a secret leaves the clipboard after 30 seconds, and not before', async () => {
  await secrets.put('hunter2');
  const until = clock.now() + 30_000;
  clock.pass(29_999);
  const before = clipboard.text;
  clock.pass(1);
  await next.promise;
  expect([before, clipboard.text, told, clock.pending]).toEqual([
    'hunter2',
    '',
    [{ phase: 'held', until }, { phase: 'cleared' }],
    0,
  ]);
});

test('what was copied since stays', async () => {
  await secrets.put('hunter2');
  clipboard.text = 'mine';
  clock.pass(30_000);
  await next.promise;
  expect([clipboard.text, told.at(-1)]).toEqual(['mine', { phase: 'replaced' }]);
});

test('another secret has 30 seconds of its own', async () => {
  await secrets.put('hunter2');
  clock.pass(20_000);
  await secrets.put('hunter3');
  clock.pass(29_999);
  expect([clipboard.text, clock.pending]).toEqual(['hunter3', 1]);
  clock.pass(1);
  await next.promise;
  expect(clipboard.text).toBe('');
});

test('at the end it leaves at once', async () => {
  await secrets.put('hunter2');
  await secrets[Symbol.asyncDispose]();
  expect([clipboard.text, clock.pending]).toEqual(['', 0]);
});
