import { expect, it } from 'vitest';
import { Names } from '../../../../src-main/engine/routes/probe/names.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

/** Names whose look-ups end at the test's word. */
class Asked {
  readonly clock = new ManualClock();
  /** What is being looked up. */
  readonly open = new Map<string, (addresses: string[]) => void>();
  readonly names = new Names(this.clock, (name) => {
    const { promise, resolve } = Promise.withResolvers<string[]>();
    this.open.set(name, (addresses) => {
      this.open.delete(name);
      resolve(addresses);
    });
    return promise;
  });

  of(name: string, signal = new AbortController().signal): Promise<readonly string[] | null> {
    return this.names.addressesOf(name, signal);
  }
}

it('looks up two names at once, and each once for all who ask meanwhile', async () => {
  const asked = new Asked();
  const answers = ['a', 'b', 'a', 'c'].map((name) => asked.of(name));
  const open = [[...asked.open.keys()]];
  asked.open.get('a')?.(['10.0.0.1']);
  await answers[0];
  await Promise.resolve();
  open.push([...asked.open.keys()]);
  asked.open.get('c')?.(['fd00::3']);
  asked.open.get('b')?.([]);
  expect([open, await Promise.all(answers), asked.clock.pending]).toEqual([
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    [['10.0.0.1'], [], ['10.0.0.1'], ['fd00::3']],
    0,
  ]);
});

it('does not wait for a look-up without an end, which keeps its place until it has one, nor looks up what nobody waits for', async () => {
  const asked = new Asked();
  const first = [asked.of('a'), asked.of('b')];
  asked.clock.pass(1_500);
  const stale = asked.of('stale');
  asked.clock.pass(1_500);
  await stale;
  const late = asked.of('c');
  const stillOpen = [...asked.open.keys()];
  asked.open.get('a')?.(['10.0.0.1']);
  await expect.poll(() => asked.open.has('c')).toBe(true);
  asked.open.get('c')?.(['10.0.0.3']);
  expect([await Promise.all([...first, stale]), stillOpen, [...asked.open.keys()], await late]).toEqual([
    [null, null, null],
    ['a', 'b'],
    ['b'],
    ['10.0.0.3'],
  ]);
});

it('finds nothing once nobody waits, and addresses without a look-up', async () => {
  const asked = new Asked();
  const abort = new AbortController();
  const left = asked.of('a', abort.signal);
  abort.abort();
  expect([await left, await asked.of('fd00::1'), [...asked.open.keys()]]).toEqual([null, ['fd00::1'], ['a']]);
});
