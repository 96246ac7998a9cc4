import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProductionContexts } from '../../../src-main/engine/production-contexts.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { ForwardBench, settings } from '../../support/forward-bench.ts';

const marked = { context: 'kind-dev', endAfterMs: null };
const confirmed = { confirmedProduction: true };

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** The code of the problem that it rejects with. */
async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => problemOf(error).code,
  );
}

describe('a forward to a production context', () => {
  it('starts only once the person has confirmed it, one by one or with others', async () => {
    const { id } = await bench.forwards.add(settings(80), false);
    const staging = settings(80, { target: { ...settings(80).target, context: 'staging' } });
    const other = await bench.forwards.add(staging, false);
    await bench.production.mark(marked);
    const { forwards } = bench;
    const refused = [
      await refusal(forwards.add(settings(80), true)),
      await refusal(forwards.start(id)),
      await refusal(forwards.startMany([other.id, id])),
      await refusal(forwards.startAll()),
    ];
    const before = forwards.list().map((each) => forwards.state(each.id).phase);
    await forwards.startMany([other.id, id], confirmed);
    expect([refused, before, forwards.list().map((each) => forwards.state(each.id).phase)]).toEqual([
      Array<string>(4).fill('productionUnconfirmed'),
      ['stopped', 'stopped'],
      ['waiting', 'waiting'],
    ]);
  });

  it('is kept from its end only once the person has confirmed it', async () => {
    await bench.production.mark(marked);
    const ending = settings(80, { endAfterMs: 60_000 });
    const { id, startedAt } = await bench.forwards.add(ending, true, confirmed);
    const refused = await refusal(bench.forwards.keepRunning([id]));
    const before = bench.forwards.get(id).startedAt;
    const kept = await bench.forwards.keepRunning([id], confirmed);
    expect([refused, before, kept]).toEqual(['productionUnconfirmed', startedAt, [id]]);
  });

  it('is changed only once the person has confirmed it; its place in the list is nobody’s concern', async () => {
    await bench.production.mark(marked);
    const { id } = await bench.forwards.add(settings(80), true, confirmed);
    const refused = await refusal(bench.forwards.update(id, settings(81)));
    await bench.forwards.update(id, settings(80, { label: 'shop', group: 'shop', favourite: true }));
    const listed = bench.forwards.list();
    await bench.forwards.update(id, settings(81), confirmed);
    expect([refused, listed, bench.forwards.list()]).toMatchObject([
      'productionUnconfirmed',
      [{ label: 'shop', favourite: true, ports: [{ remote: 80 }] }],
      [{ ports: [{ remote: 81 }] }],
    ]);
  });

  it('is changed by an import, and changed back, only once the person has confirmed it', async () => {
    const { id } = await bench.forwards.add(settings(80), true);
    await bench.production.mark(marked);
    const changes = { add: [settings(80)], change: [{ id, settings: settings(81) }], remove: [] };
    const refused = [await refusal(bench.forwards.apply(changes))];
    const before = bench.forwards.list();
    const { undo } = await bench.forwards.apply(changes, confirmed);
    refused.push(await refusal(bench.forwards.undoApply(undo)));
    const applied = bench.forwards.list();
    await bench.forwards.undoApply(undo, confirmed);
    expect([refused, before, applied, bench.forwards.list()]).toMatchObject([
      Array<string>(2).fill('productionUnconfirmed'),
      [{ ports: [{ remote: 80 }] }],
      [{ ports: [{ remote: 81 }] }, { wanted: false, startedAt: null }],
      [{ ports: [{ remote: 80 }] }],
    ]);
  });

  it('needs no confirmation for an import that only moves it in the list', async () => {
    const { id } = await bench.start(80);
    await bench.production.mark(marked);
    const change = [{ id, settings: settings(80, { label: 'shop', group: 'shop' }) }];
    const { undo } = await bench.forwards.apply({ add: [], change, remove: [] });
    const [moved] = bench.forwards.list();
    await bench.forwards.undoApply(undo);
    expect([moved, bench.forwards.get(id)]).toMatchObject([{ group: 'shop' }, { group: null }]);
  });

  it('that runs goes on when its context is marked, and again after undoing its removal', async () => {
    const { id } = await bench.start(80);
    await bench.production.mark(marked);
    const then = bench.forwards.state(id).phase;
    await bench.forwards.remove(id);
    await bench.forwards.undoRemoveMany([id]);
    expect([then, bench.forwards.state(id).phase]).toEqual(['waiting', 'waiting']);
  });
});

describe('production marks', () => {
  it('are saved in a file of their own, and read at the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portolan-production-'));
    const path = join(folder, 'production.json');
    const fail = (problem: object) => {
      throw new Error(JSON.stringify(problem));
    };
    const first = await ProductionContexts.open(path, fail);
    await first.mark({ context: 'dev', endAfterMs: null });
    await first.mark({ context: 'prod', endAfterMs: null });
    await first.mark({ context: 'prod', endAfterMs: 60_000 });
    await first.unmark('dev');
    const second = await ProductionContexts.open(path, fail);
    expect([second.list(), second.has('dev'), JSON.parse(await readFile(path, 'utf8'))]).toEqual([
      [{ context: 'prod', endAfterMs: 60_000 }],
      false,
      { version: 1, contexts: [{ context: 'prod', endAfterMs: 60_000 }] },
    ]);
    await rm(folder, { recursive: true });
  });
});
