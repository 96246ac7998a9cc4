import { beforeEach, expect, it } from 'vitest';
import { SharedWork } from '../../../src-main/engine/shared-work.ts';

let shared: SharedWork<string>;
let begun: { readonly signal: AbortSignal; readonly done: PromiseWithResolvers<string> }[];

beforeEach(() => {
  shared = new SharedWork();
  begun = [];
});

function join(signal: AbortSignal): Promise<string> {
  const work = (ending: AbortSignal) => {
    const done = Promise.withResolvers<string>();
    ending.addEventListener('abort', () => done.reject(ending.reason as Error));
    begun.push({ signal: ending, done });
    return done.promise;
  };
  return shared.join('key', work, signal);
}

const never = new AbortController().signal;

it('is done once for all that ask for it at once, and anew for who asks later', async () => {
  const both = [join(never), join(never)];
  begun[0]?.done.resolve('done');
  expect([await Promise.all(both), begun.length]).toEqual([['done', 'done'], 1]);
  const later = join(never);
  begun[1]?.done.resolve('again');
  expect(await later).toBe('again');
});

it('goes on for the others where one leaves', async () => {
  const leaving = new AbortController();
  const [first, second] = [join(leaving.signal), join(never)];
  leaving.abort(new Error('left'));
  await expect(first).rejects.toThrow('left');
  begun[0]?.done.resolve('done');
  expect(await second).toBe('done');
});

it('is given up once all have left, and begun anew by who comes then', async () => {
  const leaving = new AbortController();
  const all = [join(leaving.signal), join(leaving.signal)];
  leaving.abort(new Error('left'));
  await Promise.allSettled(all);
  const next = join(never);
  begun[1]?.done.resolve('again');
  expect([begun[0]?.signal.aborted, await next]).toEqual([true, 'again']);
});

it('fails for all that wait', async () => {
  const both = [join(never), join(never)];
  begun[0]?.done.reject(new Error('broken'));
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('is not begun for who has left already', async () => {
  await expect(join(AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  expect(begun).toEqual([]);
});
