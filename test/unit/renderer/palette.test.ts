import { expect, test, vi } from 'vitest';
import type { AppSnapshot } from '../../../src-main/shared/api.ts';
import type { ContextInfo, FoundObjects } from '../../../src-main/shared/catalog.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { speak } from '../../../src-renderer/language.svelte.ts';
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

/** What is in the cluster by kind of rows; nothing unless told. */
type InCluster = Readonly<Record<string, readonly FoundObjects[]>>;

async function open(known: Partial<AppSnapshot>, inCluster: InCluster = {}) {
  const bridge = new MemoryBridge();
  bridge.answers.set('app.snapshot', () => ({ ...emptySnapshot, ...known }));
  bridge.answers.set('catalog.targets', (input) => inCluster[(input as { rows: string }).rows] ?? []);
  const app = new AppState(new Client(bridge));
  await app.start();
  await app.found.refresh();
  const palette = new Palette(app);
  /** The actions that name it, in their order. */
  const actionsOn = (name: string) => {
    palette.query = name;
    const found = palette.matches.filter(({ kind, title }) => kind === 'action' && title.includes(name));
    return found.map(({ title }) => title).sort();
  };
  const run = (title: string) => palette.matches.find((entry) => entry.title === title)?.run();
  /** The titles of all that is found, the best first. */
  const found = (query: string) => {
    palette.query = query;
    return palette.matches.map(({ title }) => title);
  };
  return { app, bridge, palette, actionsOn, found, run };
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

const shop: InCluster = {
  services: [
    {
      kind: 'service',
      namespace: 'shop',
      names: ['web', 'orders'],
      ports: [
        [
          { name: 'http', port: 80, protocol: 'TCP' },
          { name: 'metrics', port: 9090, protocol: 'TCP' },
        ],
        [{ name: 'sql', port: 5432, protocol: 'TCP' }],
      ],
    },
  ],
  workloads: [{ kind: 'deployment', namespace: 'shop', names: ['web'], ports: [] }],
};
const connected: Partial<AppSnapshot> = {
  contexts: [dev],
  clusters: [{ context: 'dev', status: { phase: 'connected', version: null } }],
};

test('the ways in to what is in a cluster are found where their words are typed, and lead there', async () => {
  const { app, found, run } = await open(connected, shop);
  const web = found('web');
  expect(web.slice(0, 3)).toEqual(['Forward web http 80', 'Forward web metrics 9090', 'deploy/web']);
  expect(web.filter((title) => title.startsWith('Ways in'))).toEqual([]);
  for (const query of ['ways web', 'web ways', 'way in web', 'ways in to web shop']) {
    expect(found(query).slice(0, 2), query).toEqual(['Ways in to svc/web', 'Ways in to deploy/web']);
  }
  expect(found('ways in to svc/web')[0]).toBe('Ways in to svc/web');
  expect(found('ways').slice(0, 3)).toEqual([
    'Ways in to svc/web',
    'Ways in to svc/orders',
    'Ways in to deploy/web',
  ]);
  run('Ways in to svc/orders');
  expect(app.navigation.view).toEqual({
    kind: 'ways',
    target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'orders' },
    from: { kind: 'forwards' },
  });
});

test('they are found in the window’s language, without a space as well', async () => {
  vi.stubGlobal('document', { documentElement: {} });
  try {
    const { found } = await open({ ...connected, preferredLanguages: ['zh-CN'] }, shop);
    for (const query of ['访问途径web', 'web访问途径', 'ways web']) {
      expect(found(query), query).toEqual(['svc/web 的访问途径', 'deploy/web 的访问途径']);
    }
  } finally {
    speak('en', []);
    vi.unstubAllGlobals();
  }
});

test('what is called like them comes before the ways in to it', async () => {
  const names = ['waystation'];
  const ports = [[{ name: 'http', port: 80, protocol: 'TCP' }]];
  const { found } = await open(connected, {
    services: [{ kind: 'service', namespace: 'shop', names, ports }],
  });
  const both = ['Forward waystation http 80', 'Ways in to svc/waystation'];
  expect([found('ways station'), found('ways')]).toEqual([both, both]);
});

test('the ways in to the target of forwards are found once, by their names and its own, connected or not', async () => {
  const second = { ...forward, id: 'second', label: 'scanner' };
  const away = await open({ contexts: [dev], forwards: [forward, second] });
  const { palette, found, run, app } = await open({ ...connected, forwards: [forward, second] }, shop);
  for (const each of [away.found, found]) {
    for (const query of ['ways till', 'ways scanner', 'ways svc/web dev']) {
      expect(each(query)[0], query).toBe('Ways in to svc/web');
    }
  }
  expect(found('ways web')).toEqual(['Ways in to svc/web', 'Ways in to deploy/web']);
  expect(palette.matches[0]).toMatchObject({ detail: 'till · scanner · shop · dev', context: 'dev' });
  run('Ways in to svc/web');
  expect(app.navigation.view).toMatchObject({ kind: 'ways', target: forward.target });
});
