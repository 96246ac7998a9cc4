import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForwardBench, settings } from '../../support/forward-bench.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('move', () => {
  it('puts a forward beside another and into its group, and lets it run on', async () => {
    const { id, port } = await bench.start(80, { label: 'first', group: 'shop' });
    const second = await bench.start(80, { label: 'second', group: 'shop' });
    const third = await bench.start(80, { label: 'third' });
    await bench.forwards.move([id], third.id, 'after');
    await bench.forwards.move([third.id], second.id, 'before');
    await bench.forwards.move([second.id], second.id, 'after');
    const order = bench.forwards.list().map(({ label, group }) => [label, group]);
    expect([order, bench.port(id)]).toEqual([
      [
        ['third', 'shop'],
        ['second', 'shop'],
        ['first', null],
      ],
      port,
    ]);
  });

  it('puts several beside another in their own order', async () => {
    const first = await bench.start(80, { label: 'first', group: 'shop' });
    const second = await bench.start(80, { label: 'second' });
    const third = await bench.start(80, { label: 'third', group: 'pay' });
    await bench.forwards.move([third.id, first.id, second.id], second.id, 'after');
    expect(bench.forwards.list().map(({ label, group }) => [label, group])).toEqual([
      ['second', null],
      ['first', null],
      ['third', null],
    ]);
  });

  it('puts a group beside another as a whole, also where the two are mixed', async () => {
    for (const [label, group] of [
      ['b1', 'b'],
      ['c1', 'c'],
      ['alone', null],
      ['b2', 'b'],
      ['a1', 'a'],
      ['c2', 'c'],
    ] as const)
      await bench.forwards.add({ ...settings(80), label, group }, false);
    const labels = () => bench.forwards.list().map(({ label }) => label);
    await bench.forwards.moveGroup('a', 'b', 'after');
    const after = labels();
    await bench.forwards.moveGroup('c', 'b', 'before');
    await bench.forwards.moveGroup('c', 'c', 'after');
    expect([after, labels()]).toEqual([
      ['b1', 'b2', 'a1', 'c1', 'alone', 'c2'],
      ['c1', 'c2', 'b1', 'b2', 'a1', 'alone'],
    ]);
    await expect(bench.forwards.moveGroup('c', 'gone', 'after')).rejects.toThrow('not in the list any more');
  });

  it('of or beside one that is gone changes nothing', async () => {
    const { id } = await bench.start(80);
    const gone = '00000000-0000-4000-8000-000000000000';
    await expect(bench.forwards.move([id], gone, 'before')).rejects.toThrow('not in the list any more');
    await expect(bench.forwards.move([gone], id, 'before')).rejects.toThrow('not in the list any more');
    expect(bench.forwards.list().map((forward) => forward.id)).toEqual([id]);
  });
});
