import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { ForwardBench, settings } from '../../support/forward-bench.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const minute = 60_000;

let folder: string;
let clock: ManualClock;
let bench: ForwardBench;
/** What was told to end before long, and in how many milliseconds. */
let ending: [label: string, leftMs: number][][];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-end-'));
  clock = new ManualClock();
  await open();
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  bench = await ForwardBench.open({ path: join(folder, 'forwards.json'), clock });
  ending = [];
  bench.forwards.onEnding((all) =>
    ending.push(all.map(({ forward, at }) => [forward.label, at - clock.now()])),
  );
}

function told(id: string): string | undefined {
  const last = bench.forwards.timeline(id).at(-1);
  return last === undefined ? undefined : say('en', last.words);
}

function wanted(): boolean[] {
  return bench.forwards.list().map((forward) => forward.wanted);
}

describe('a forward with an end', () => {
  it('stops by itself at that time, says so, and is not wanted any more', async () => {
    const { id } = await bench.start(80, { endAfterMs: 30 * minute });
    clock.pass(30 * minute - 1);
    const before = bench.forwards.state(id).phase;
    clock.pass(1);
    await bench.reached(id, 'stopped');
    expect([before, wanted(), told(id), bench.forwards.list()[0]?.startedAt]).toEqual([
      'waiting',
      [false],
      'Ended after 30m, as set.',
      null,
    ]);
  });

  it('counts anew when it is started again', async () => {
    const { id } = await bench.start(80, { endAfterMs: 30 * minute });
    clock.pass(20 * minute);
    await bench.forwards.stop(id);
    await bench.forwards.start(id);
    clock.pass(20 * minute);
    const after = bench.forwards.state(id).phase;
    clock.pass(10 * minute);
    await bench.reached(id, 'stopped');
    expect([after, wanted()]).toEqual(['waiting', [false]]);
  });

  it('counts from its start where the time is changed while it runs, on the same port', async () => {
    const { id, port } = await bench.start(80, { endAfterMs: 10 * minute });
    clock.pass(9 * minute);
    await bench.forwards.update(id, settings(80, { endAfterMs: 20 * minute }));
    clock.pass(10 * minute);
    const after = [bench.forwards.state(id).phase, bench.port(id)];
    clock.pass(minute);
    await bench.reached(id, 'stopped');
    expect(after).toEqual(['waiting', port]);
  });

  it('ends at once where the changed time is over already, and never where it is taken away', async () => {
    const [ends, stays] = [
      await bench.start(80, { endAfterMs: 60 * minute }),
      await bench.start(80, { endAfterMs: 60 * minute }),
    ];
    clock.pass(10 * minute);
    await bench.forwards.update(ends.id, settings(80, { endAfterMs: 5 * minute }));
    await bench.forwards.update(stays.id, settings(80, { endAfterMs: null }));
    clock.pass(120 * minute);
    await bench.reached(ends.id, 'stopped');
    expect([wanted(), bench.forwards.state(stays.id).phase]).toEqual([[false, true], 'waiting']);
  });

  it('goes on counting over a restart for new ports', async () => {
    const { id } = await bench.start(80, { endAfterMs: 10 * minute });
    clock.pass(6 * minute);
    await bench.forwards.update(id, settings(81, { endAfterMs: 10 * minute }));
    clock.pass(4 * minute);
    await bench.reached(id, 'stopped');
    expect(told(id)).toBe('Ended after 10m, as set.');
  });

  it('ends on waking up where the computer slept through it', async () => {
    const { id } = await bench.start(80, { endAfterMs: 10 * minute });
    // Sleep: the time of day goes on, and no timer of before has run.
    clock.sleep(60 * minute);
    const asleep = bench.forwards.state(id).phase;
    bench.forwards.nudge();
    await bench.reached(id, 'stopped');
    expect([asleep, wanted()]).toEqual(['waiting', [false]]);
  });

  it('goes on counting over a restart of the app, and does not come back where its time is over', async () => {
    const options = [
      settings(80, { endAfterMs: 10 * minute, label: 'short' }),
      settings(80, { endAfterMs: 60 * minute, label: 'long' }),
    ];
    for (const each of options) await bench.forwards.add(each, true);
    clock.pass(5 * minute);
    await bench[Symbol.asyncDispose]();
    clock.pass(10 * minute);
    await open();
    await bench.forwards.startWanted();
    const [short = '', long = ''] = bench.forwards.list().map(({ id }) => id);
    const restored = [
      bench.forwards.state(short).phase,
      told(short),
      bench.forwards.state(long).phase,
      wanted(),
    ];
    clock.pass(45 * minute);
    await bench.reached(long, 'stopped');
    expect(restored).toEqual(['stopped', 'Ended after 10m, as set.', 'waiting', [false, true]]);
  });
});

describe('a forward to a production context with an end', () => {
  it('ends after that time, from its start, unless it has its own', async () => {
    const [plain, own] = [await bench.start(80), await bench.start(80, { endAfterMs: 60 * minute })];
    clock.pass(5 * minute);
    await bench.production.mark({ context: 'kind-dev', endAfterMs: 10 * minute });
    clock.pass(5 * minute);
    await bench.reached(plain.id, 'stopped');
    expect([wanted(), told(plain.id), bench.forwards.state(own.id).phase]).toEqual([
      [false, true],
      'Ended after 10m, as set.',
      'waiting',
    ]);
  });

  it('does not end where the mark is taken away', async () => {
    await bench.production.mark({ context: 'kind-dev', endAfterMs: 10 * minute });
    const { id } = await bench.forwards.add(settings(80), true, { confirmedProduction: true });
    await bench.production.unmark('kind-dev');
    clock.pass(20 * minute);
    expect([bench.forwards.state(id).phase, wanted()]).toEqual(['waiting', [true]]);
  });
});

describe('an end is told before', () => {
  it('by a tenth of its time, five minutes at most, once', async () => {
    const { id } = await bench.start(80, { label: 'long', endAfterMs: 60 * minute });
    clock.pass(55 * minute - 1);
    const before = [...ending];
    clock.pass(1);
    await bench.forwards.updateMany([id], { favourite: true });
    clock.pass(5 * minute);
    await bench.reached(id, 'stopped');
    await bench.start(80, { label: 'short', endAfterMs: 10 * minute });
    clock.pass(9 * minute);
    expect([before, ending]).toEqual([[], [[['long', 5 * minute]], [['short', minute]]]]);
  });

  it('with those that would be told before the first of them ends', async () => {
    await bench.start(80, { label: 'first', endAfterMs: 60 * minute });
    clock.pass(2 * minute);
    await bench.start(80, { label: 'with it', endAfterMs: 60 * minute });
    await bench.start(80, { label: 'later', endAfterMs: 64 * minute });
    clock.pass(60 * minute);
    expect(ending).toEqual([
      [
        ['first', 5 * minute],
        ['with it', 7 * minute],
      ],
      [['later', 5 * minute]],
    ]);
  });

  it('at once where the time is set to less, and on waking up; not of what is stopped', async () => {
    const set = await bench.start(80, { label: 'set', endAfterMs: 60 * minute });
    await bench.start(80, { label: 'slept', endAfterMs: 30 * minute });
    const { id } = await bench.start(80, { label: 'stopped', endAfterMs: 30 * minute });
    await bench.forwards.stop(id);
    clock.pass(10 * minute);
    await bench.forwards.update(set.id, settings(80, { label: 'set', endAfterMs: 11 * minute }));
    clock.sleep(18 * minute);
    bench.forwards.nudge();
    expect(ending).toEqual([[['set', minute]], [['slept', 2 * minute]]]);
  });

  it('together where the app starts them again shortly before it', async () => {
    for (const label of ['one', 'two']) {
      await bench.forwards.add(settings(80, { label, endAfterMs: 60 * minute }), true);
    }
    await bench[Symbol.asyncDispose]();
    clock.pass(57 * minute);
    await open();
    await bench.forwards.startWanted();
    expect(ending).toEqual([
      [
        ['one', 3 * minute],
        ['two', 3 * minute],
      ],
    ]);
  });

  it('where one that was removed comes back shortly before it', async () => {
    const { id } = await bench.start(80, { label: 'back', endAfterMs: 60 * minute });
    clock.pass(54 * minute);
    await bench.forwards.removeMany([id]);
    clock.pass(2 * minute);
    await bench.forwards.undoRemoveMany([id]);
    expect(ending).toEqual([[['back', 4 * minute]]]);
  });

  it('but not of one that gave up, which cannot be kept running either', async () => {
    const { id } = await bench.start(80, { endAfterMs: 10 * minute });
    bench.pods.lose(newProblem('unsupportedTarget', 'The service leads to no pods.'));
    await bench.reached(id, 'failed');
    clock.pass(9 * minute);
    const kept = await bench.forwards.keepRunning([id]);
    clock.pass(minute);
    expect([ending, kept, wanted()]).toEqual([[], [], [false]]);
  });

  it('anew where it was kept running, which counts from then', async () => {
    const { id, port } = await bench.start(80, { endAfterMs: 10 * minute });
    clock.pass(9 * minute);
    await bench.forwards.keepRunning([id]);
    const said = told(id);
    clock.pass(9 * minute);
    const after = [bench.forwards.state(id).phase, bench.port(id)];
    clock.pass(minute);
    await bench.reached(id, 'stopped');
    expect([said, after, ending]).toEqual([
      'Kept running by you: the time to its end counts anew.',
      ['waiting', port],
      [[['web', minute]], [['web', minute]]],
    ]);
  });

  it('but one that has ended by itself is not kept any more', async () => {
    const { id } = await bench.start(80, { endAfterMs: minute });
    clock.pass(minute);
    await bench.reached(id, 'stopped');
    await bench.forwards.keepRunning([id]);
    expect([bench.forwards.get(id), told(id)]).toMatchObject([
      { wanted: false, startedAt: null },
      'Ended after 1m, as set.',
    ]);
  });
});
