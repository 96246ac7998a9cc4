import { expect, test } from 'vitest';
import type { AppSnapshot } from '../../../src-main/shared/api.ts';
import type { ContextInfo } from '../../../src-main/shared/catalog.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { AppState } from '../../../src-renderer/state/app-state.svelte.ts';
import { forwardMenu } from '../../../src-renderer/state/forward-menu.ts';
import { Palette } from '../../../src-renderer/state/palette.svelte.ts';
import { activeOn } from '../app/app-forwards.ts';
import { savedForward } from '../saved-forward.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

const forward = savedForward({ label: 'till' });
const dev: ContextInfo = {
  name: 'dev',
  server: 'https://c',
  user: 'u',
  namespace: 'shop',
  source: 'added',
  file: null,
  kubeconfig: null,
  current: false,
  problem: null,
};

async function open(known: Partial<AppSnapshot>) {
  const bridge = new MemoryBridge();
  bridge.answers.set('app.snapshot', () => ({ ...emptySnapshot, ...known }));
  const app = new AppState(new Client(bridge));
  await app.start();
  const palette = new Palette(app);
  /** The actions that name it, in their order. */
  const actionsOn = (name: string) => {
    palette.query = name;
    const found = palette.matches.filter(({ kind, title }) => kind === 'action' && title.includes(name));
    return found.map(({ title }) => title).sort();
  };
  const run = (title: string) => palette.matches.find((entry) => entry.title === title)?.run();
  return { app, bridge, actionsOn, run };
}

test('what can be done with a stopped forward is found by its name', async () => {
  const { actionsOn } = await open({ forwards: [forward] });
  expect(actionsOn('till')).toEqual([
    'Add till to favourites',
    'Copy address of till',
    'Copy link to till',
    'Copy report of till',
    'Copy terminal command of till',
    'Duplicate till',
    'Duplicate till to…',
    'Edit till',
    'Move till to group…',
    'Remove till',
    'Start till',
  ]);
});

test('of one that runs and is a favourite, what can be done then', async () => {
  const running = { ...forward, favourite: true };
  const sessions = [{ id: forward.id, state: activeOn(forward, 8080) }];
  const { actionsOn } = await open({ forwards: [running], sessions });
  const found = actionsOn('till');
  expect(found).toEqual(
    expect.arrayContaining([
      'Stop till',
      'Open till in browser',
      'Copy address of till',
      'Remove till from favourites',
    ]),
  );
  expect(found).not.toContain('Start till');
});

test('each of its menu’s entries is found there as well, and does the same', async () => {
  const { app, actionsOn } = await open({
    forwards: [forward],
    sessions: [{ id: forward.id, state: activeOn(forward, 8080) }],
  });
  // The details are where the forward itself leads; the ways in are found by their target.
  const elsewhere = ['Details', 'Ways in'];
  const inMenu = forwardMenu(forward, app).filter((entry) => entry && !elsewhere.includes(entry.label));
  // The report is copied from the details.
  const found = actionsOn('till').filter((title) => title !== 'Copy report of till');
  expect(found).toHaveLength(inMenu.length);
});

test('its menu leads to the ways in to its target', async () => {
  const { app } = await open({ forwards: [forward] });
  const entry = forwardMenu(forward, app).find((each) => each?.label === 'Ways in');
  entry?.run();
  expect([entry?.keys, app.navigation.view]).toEqual([
    'W',
    { kind: 'ways', target: forward.target, from: { kind: 'forwards' } },
  ]);
});

test('one that failed, and would be tried again, can be started as well as given up', async () => {
  const problem = newProblem('portInUse', 'It is used.');
  const sessions = [{ id: forward.id, state: { phase: 'failed', problem } as const }];
  const { app, bridge, actionsOn, run } = await open({ forwards: [forward], sessions });
  expect(actionsOn('till')).toEqual(expect.arrayContaining(['Start till', 'Stop till']));
  const labels = forwardMenu(forward, app).flatMap((entry) => entry?.label ?? []);
  expect(labels.slice(0, 3)).toEqual(['Start', 'Stop', 'Open in browser']);
  run('Stop till');
  expect(bridge.asked.at(-1)).toEqual({ name: 'forward.stop', input: { id: forward.id } });
});

test('a removal that was found is asked for, and can be taken back', async () => {
  const { app, bridge, actionsOn, run } = await open({ forwards: [forward] });
  actionsOn('till');
  run('Remove till');
  await expect.poll(() => app.toasts.list.map(({ text }) => text)).toEqual(['till was removed.']);
  await app.actions.undo();
  expect(bridge.asked.slice(-2)).toEqual([
    { name: 'forward.removeMany', input: { ids: [forward.id] } },
    { name: 'forward.undoRemoveMany', input: { ids: [forward.id] } },
  ]);
});

test('what can be done with a context: another try only where one has failed', async () => {
  const actions = ['Mark dev as production…', 'New forward to dev', 'Remove dev'];
  const { actionsOn } = await open({ contexts: [dev] });
  expect(actionsOn('dev')).toEqual(actions);

  const problem = newProblem('apiUnreachable', 'It does not answer.');
  const failed = await open({
    contexts: [dev],
    clusters: [{ context: 'dev', status: { phase: 'failed', problem, retryAt: null } }],
  });
  failed.app.production.list = [{ context: 'dev', endAfterMs: null }];
  expect(failed.actionsOn('dev')).toEqual([
    'New forward to dev',
    'Production mark of dev…',
    'Remove dev',
    'Try to connect to dev now',
  ]);
});
