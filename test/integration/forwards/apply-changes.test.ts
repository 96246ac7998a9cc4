import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForwardChanges, ForwardSettings } from '../../../src-main/shared/forward.ts';
import { ForwardBench, listen, portOf, settings } from '../../support/forward-bench.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const nothing: ForwardChanges = { add: [], change: [], remove: [] };

function at(port: number, change: Partial<ForwardSettings> = {}): ForwardSettings {
  return settings(80, { ports: [{ local: { kind: 'fixed', port }, remote: 80 }], ...change });
}

/** Label and phase of each, and the ports of those that listen. */
function picture(): string[] {
  return bench.forwards.list().map(({ id, label }) => {
    const state = bench.forwards.state(id);
    const bound = 'bound' in state ? ` ${String(bench.port(id))}` : '';
    return `${label} ${state.phase}${bound}`;
  });
}

describe('changes that are applied together', () => {
  it('add, change and remove; a port passes from one that runs to another, and undo gives everything back', async () => {
    const one = await bench.start(80, { label: 'one' });
    const two = await bench.start(80, { label: 'two' });
    const gone = await bench.start(80, { label: 'gone' });
    await bench.forwards.add(settings(80, { label: 'quiet' }), false);
    const before = picture();
    const { undo } = await bench.forwards.apply({
      add: [settings(80, { label: 'new' })],
      change: [
        { id: one.id, settings: at(two.port, { label: 'one' }) },
        { id: two.id, settings: at(gone.port, { label: 'second' }) },
      ],
      remove: [gone.id],
    });
    const after = picture();
    await bench.forwards.undoApply(undo);
    expect([after, picture()]).toEqual([
      [
        `one waiting ${String(two.port)}`,
        `second waiting ${String(gone.port)}`,
        'quiet stopped',
        'new stopped',
      ],
      before,
    ]);
    await expect(bench.forwards.undoApply(undo)).rejects.toMatchObject({ problem: { code: 'notFound' } });
  });

  it('happen all or not at all: where one port is taken, all run on as before', async () => {
    const server = await listen(createServer());
    const one = await bench.start(80, { label: 'one' });
    const two = await bench.start(80, { label: 'two' });
    const gone = await bench.start(80, { label: 'gone' });
    const before = [picture(), bench.forwards.list()];
    const apply = bench.forwards.apply({
      add: [settings(80, { label: 'new' })],
      change: [
        { id: one.id, settings: at(gone.port, { label: 'moved' }) },
        { id: two.id, settings: at(portOf(server), { label: 'taken' }) },
      ],
      remove: [gone.id],
    });
    await expect(apply).rejects.toMatchObject({ problem: { code: 'portInUse' } });
    expect([picture(), bench.forwards.list()]).toEqual(before);
    server.close();
  });

  it('are refused as a whole where one names a forward that is not there', async () => {
    const { id } = await bench.forwards.add(settings(80), false);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const before = bench.forwards.list();
    const change = { ...nothing, change: [{ id, settings: settings(80, { label: 'new' }) }] };
    await expect(bench.forwards.apply({ ...change, remove: [unknown] })).rejects.toMatchObject({
      problem: { code: 'notFound' },
    });
    expect(bench.forwards.list()).toEqual(before);
  });

  it('leave a session alone where only its name changes', async () => {
    const { id } = await bench.start(80);
    const phases: string[] = [];
    bench.forwards.onSessionChanged(({ state }) => phases.push(state.phase));
    await bench.forwards.apply({
      ...nothing,
      change: [{ id, settings: settings(80, { label: 'renamed' }) }],
    });
    expect([phases, bench.forwards.list().map(({ label }) => label)]).toEqual([[], ['renamed']]);
  });

  it('undo around what was done since: a later forward stays, one removed since is not brought back', async () => {
    const one = await bench.forwards.add(settings(80, { label: 'one' }), false);
    const two = await bench.forwards.add(settings(80, { label: 'two' }), false);
    const { undo, added } = await bench.forwards.apply({
      add: [settings(80, { label: 'new' }), settings(80, { label: 'newer' })],
      change: [{ id: two.id, settings: settings(80, { label: 'second' }) }],
      remove: [one.id],
    });
    await bench.forwards.add(settings(80, { label: 'later' }), false);
    await bench.forwards.remove(added[0]?.id ?? '');
    await bench.forwards.remove(two.id);
    await bench.forwards.undoApply(undo);
    expect(bench.forwards.list().map(({ label }) => label)).toEqual(['one', 'later']);
  });
});
