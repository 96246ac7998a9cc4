import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Computer, keepRunning, perform } from '../../../src-main/app/commands.ts';
import type { TrayAction } from '../../../src-main/app/tray-menu.ts';
import type { ForwardId } from '../../../src-main/shared/forward.ts';
import { AppHost } from './app-host.ts';

let host: AppHost;
let asked: (readonly ForwardId[])[];

beforeEach(async () => {
  host = await AppHost.start();
  asked = [];
});
afterEach(() => host[Symbol.asyncDispose]());

function choose(action: TrayAction): Promise<void> {
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const computer: Computer = {
    copy: unused,
    save: unused,
    open: unused,
    openInBrowser: unused,
    openWindow: unused,
    quit: unused,
    askToStart: (ids) => asked.push(ids),
  };
  return perform(action, host.engine, computer);
}

it('the tray starts no forward to a production context before the window has asked, alone or among others', async () => {
  const { forwards, production } = host.engine;
  const { id } = await forwards.add(host.settings(':http'), false);
  const other = await forwards.add({ ...host.settings(':http'), label: 'other' }, false);
  const ids = [id, other.id];
  await production.mark({ context: 'demo', endAfterMs: null });
  await choose({ kind: 'start', id });
  await choose({ kind: 'startMany', ids });
  await choose({ kind: 'startAll' });
  const before = ids.map((each) => forwards.state(each).phase);
  await production.unmark('demo');
  await choose({ kind: 'startAll' });
  expect([asked, before, ids.map((each) => forwards.state(each).phase === 'stopped')]).toEqual([
    [[id], ids, ids],
    ['stopped', 'stopped'],
    [false, false],
  ]);
});

it('a notification keeps forwards running, but shows what needs to be confirmed or has ended', async () => {
  const { forwards, production } = host.engine;
  const { id } = await forwards.add({ ...host.settings(':http'), endAfterMs: 60_000 }, true);
  const other = await forwards.add({ ...host.settings(':http'), label: 'other' }, false);
  let shown = 0;
  const keep = async (...ids: readonly ForwardId[]) => {
    const before = forwards.get(id).startedAt;
    await keepRunning(host.engine, ids, () => (shown += 1));
    return [forwards.get(id).startedAt !== before, shown];
  };
  expect(await keep(id)).toEqual([true, 0]);
  expect(await keep(id, other.id)).toEqual([true, 1]);
  await production.mark({ context: 'demo', endAfterMs: null });
  expect(await keep(id)).toEqual([false, 2]);
});
