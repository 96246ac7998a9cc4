import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Computer, keepRunning, perform } from '../../../src-main/app/commands.ts';
import type { TrayAction } from '../../../src-main/app/tray-menu.ts';
import type { ForwardId } from '../../../src-main/shared/forward.ts';
import type { Asked } from '../../../src-main/shared/production.ts';
import { kubeconfigRenamed } from '../../support/kubeconfig-renamed.ts';
import { AppHost } from './app-host.ts';

let host: AppHost;
let asked: Asked[];

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
    openCluster: unused,
    openDocs: unused,
    quit: unused,
    ask: (question) => asked.push(question),
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
    [[id], ids, ids].map((each) => ({ action: 'start', ids: each })),
    ['stopped', 'stopped'],
    [false, false],
  ]);
});

it('a notification keeps forwards running, has the window ask about production, and shows what has ended', async () => {
  const { contexts, forwards, production } = host.engine;
  await contexts.add({ kind: 'kubeconfig', text: kubeconfigRenamed(host.demo.kubeconfig, 'live') });
  const { id } = await forwards.add({ ...host.settings(':http'), endAfterMs: 60_000 }, true);
  const ended = await forwards.add({ ...host.settings(':http'), label: 'ended', endAfterMs: 60_000 }, false);
  const guarded = await forwards.add(
    {
      ...host.settings(':http'),
      label: 'guarded',
      target: { ...ended.target, context: 'live' },
      endAfterMs: 60_000,
    },
    true,
  );
  await production.mark({ context: 'live', endAfterMs: null });
  let shown = 0;
  const keep = async (...ids: readonly ForwardId[]) => {
    const computer = { ask: (question: Asked) => asked.push(question) };
    await keepRunning(host.engine, computer, ids, () => (shown += 1));
    const kept = [id, ended.id, guarded.id].map(
      (each) => forwards.timeline(each).filter(({ words }) => words.id === 'timeline.keptRunning').length,
    );
    return [...kept, shown, asked.splice(0).map(({ ids: about }) => about)];
  };
  expect(await keep(id)).toEqual([1, 0, 0, 0, []]);
  expect(await keep(id, ended.id)).toEqual([2, 0, 0, 1, []]);
  expect(await keep(id, guarded.id)).toEqual([3, 0, 0, 1, [[guarded.id]]]);
  await forwards.stop(guarded.id);
  expect(await keep(id, guarded.id)).toEqual([4, 0, 0, 2, []]);
});
