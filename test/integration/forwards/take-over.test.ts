import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForwardSettings } from '../../../src-main/shared/forward.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { ForwardBench, listen, portOf, settings } from '../../support/forward-bench.ts';

let bench: ForwardBench;
let holder: { id: string; port: number };

beforeEach(async () => {
  bench = await ForwardBench.open();
  holder = await bench.start(80);
});
afterEach(() => bench[Symbol.asyncDispose]());

function on(...ports: number[]): ForwardSettings {
  return settings(80, {
    label: 'taker',
    ports: ports.map((port) => ({ local: { kind: 'fixed', port }, remote: 80 })),
  });
}

const phases = () => bench.forwards.list().map(({ id, wanted }) => [bench.forwards.state(id).phase, wanted]);
const insteadOf = () => ({ insteadOf: [holder.id] });

describe('a forward that takes the local port of another', () => {
  it.each<[string, (settings: ForwardSettings) => Promise<unknown>]>([
    ['new', (wish) => bench.forwards.add(wish, true, insteadOf())],
    [
      'stopped before',
      async (wish) => {
        const { id } = await bench.forwards.add(wish, false);
        await bench.forwards.start(id, insteadOf());
      },
    ],
    [
      'stopped and changed',
      async (wish) => {
        const { id } = await bench.forwards.add(settings(80), false);
        await bench.forwards.update(id, wish, insteadOf());
      },
    ],
    [
      'running and changed',
      async (wish) => {
        const { id } = await bench.forwards.add(settings(80), true);
        await bench.forwards.update(id, wish, insteadOf());
      },
    ],
  ])('runs on it where it is %s, and the other is stopped', async (_what, take) => {
    await take(on(holder.port));
    expect(phases()).toEqual([
      ['stopped', false],
      ['waiting', true],
    ]);
    expect(bench.port(bench.forwards.list()[1]?.id ?? '')).toBe(holder.port);
  });

  it('leaves it to the other, since when that runs included, where it cannot run itself', async () => {
    const program = await listen(createServer());
    const wish = on(holder.port, portOf(program));
    const [before] = bench.forwards.list();
    const refused: string[] = [];
    const told = (error: unknown) => void refused.push(problemOf(error).code);
    const { id } = await bench.forwards.add(wish, true, insteadOf());
    await bench.forwards.start(id, insteadOf()).catch(told);
    const running = await bench.start(80);
    await bench.forwards.update(running.id, wish, insteadOf()).catch(told);
    const stopped = await bench.forwards.add(settings(80), false);
    await bench.forwards.update(stopped.id, wish, insteadOf());
    program.close();
    expect([bench.forwards.list()[0], bench.port(holder.id), bench.port(running.id), refused]).toEqual([
      before,
      holder.port,
      running.port,
      ['portInUse', 'portInUse'],
    ]);
    expect(phases()).toEqual([
      ['waiting', true],
      ['failed', true],
      ['waiting', true],
      ['failed', true],
    ]);
  });

  it('does not touch the other where what it asks for is refused', async () => {
    await bench.production.mark({ context: 'kind-dev', endAfterMs: null });
    const before = bench.forwards.timeline(holder.id);
    const codes = [];
    for (const refused of [
      bench.forwards.add(on(holder.port), true, insteadOf()),
      bench.forwards.update(holder.id, on(holder.port, holder.port), insteadOf()),
      bench.forwards.start(holder.id, { insteadOf: ['nobody'] }),
    ]) {
      codes.push(await refused.catch((error: unknown) => problemOf(error).code));
    }
    expect([codes, bench.forwards.timeline(holder.id), phases()]).toEqual([
      ['productionUnconfirmed', 'invalidInput', 'notFound'],
      before,
      [['waiting', true]],
    ]);
  });
});
