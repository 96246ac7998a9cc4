import { describe, expect, it } from 'vitest';
import type { TrayForward } from '../../../src-main/app/tray-forward.ts';
import { type TrayItem, trayMenu, trayTooltip } from '../../../src-main/app/tray-menu.ts';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { translator } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { activeOn, savedForward } from './app-forwards.ts';
import { hasEnglish } from './has-english.ts';

const t = translator(() => 'en');
const forward = savedForward('web', ['8080:http']);
const { bound } = activeOn(forward, 8080);
const noPod = newProblem('noReadyPod', 'No pod is ready.');
const login = newProblem('unauthorized', 'The login has expired.');

function first(state: SessionState, held = 0, of = forward): TrayItem | undefined {
  return trayMenu([{ forward: of, state, held, production: false }], t)[0];
}

function labelsOf(items: readonly TrayItem[]): string[] {
  return items.map((item) => (item.kind === 'separator' ? '-' : item.label));
}

describe('the entry of a forward', () => {
  it('starts a stopped forward and shows the address it will have', () => {
    expect(first({ phase: 'stopped' })).toEqual({
      kind: 'action',
      label: '○ web  localhost:8080',
      enabled: true,
      action: { kind: 'start', id: forward.id },
    });
  });

  it('says that its context is marked as production', () => {
    const [item] = trayMenu([{ forward, state: { phase: 'stopped' }, held: 0, production: true }], t);
    expect(item).toMatchObject({ label: '○ web  localhost:8080  PROD', action: { kind: 'start' } });
  });

  it('stops an active forward', () => {
    expect(first(activeOn(forward, 8080))).toEqual({
      kind: 'action',
      label: '● web  localhost:8080',
      enabled: true,
      action: { kind: 'stop', id: forward.id },
    });
  });

  it.each<[string, SessionState, number, string, string]>([
    ['starting', { phase: 'starting' }, 0, '◆ web  localhost:8080  Connecting', 'stop'],
    [
      'connecting for the first time',
      { phase: 'waiting', bound, attempt: 0, problem: null, retryAt: null },
      0,
      '◆ web  localhost:8080  Connecting',
      'stop',
    ],
    [
      'waiting for a pod',
      { phase: 'waiting', bound, attempt: 2, problem: noPod, retryAt: null },
      0,
      '◆ web  localhost:8080  Waiting for a pod',
      'stop',
    ],
    [
      'holding connections',
      { phase: 'waiting', bound, attempt: 2, problem: noPod, retryAt: null },
      3,
      '◆ web  localhost:8080  Holding 3',
      'stop',
    ],
    [
      'waiting for a login',
      { phase: 'waiting', bound, attempt: 1, problem: login, retryAt: null },
      3,
      '▲ web  localhost:8080  Needs you',
      'stop',
    ],
    ['failed', { phase: 'failed', problem: login }, 0, '▲ web  localhost:8080  Needs you', 'start'],
  ])('says in shape and words when it is %s', (_name, state, held, label, kind) => {
    expect(first(state, held)).toMatchObject({ label, action: { kind, id: forward.id } });
  });

  it('cannot be clicked while the port is being given back', () => {
    expect(first({ phase: 'stopping' })).toMatchObject({
      label: '○ web  localhost:8080  Stopping',
      enabled: false,
    });
  });

  it.each([
    ['0.0.0.0', '0.0.0.0:9200'],
    ['192.168.1.20', '192.168.1.20:9200'],
    ['::', '[::]:9200'],
  ])('marks a forward that other machines can reach, and says that it listens on %s', (address, shown) => {
    const open = savedForward('search', ['9200'], [address]);
    expect(first(activeOn(open, 9200), 0, open)).toMatchObject({ label: `● search  ${shown}  LAN` });
  });

  it('counts further ports and leaves out one that is not chosen yet', () => {
    const many = savedForward('many', ['8080:80', ':9090', '8443:https']);
    const auto = savedForward('auto', [':80']);
    expect(
      labelsOf(
        trayMenu(
          [many, auto].map((one) => ({
            forward: one,
            state: { phase: 'stopped' },
            held: 0,
            production: false,
          })),
          t,
        ),
      ),
    ).toEqual([
      '○ many  localhost:8080 +2',
      '○ auto',
      '-',
      'Start All',
      'Stop All',
      '-',
      'Open Portolan',
      'Quit Portolan',
    ]);
  });
});

describe('the tray menu', () => {
  it('begins with the clusters that need a login, and leads to them', () => {
    const menu = trayMenu([{ forward, state: activeOn(forward, 8080), held: 0, production: false }], t, [
      'staging-eu',
    ]);
    expect(menu.slice(0, 3)).toMatchObject([
      { label: '▲ staging-eu  Needs login', action: { kind: 'openCluster', context: 'staging-eu' } },
      { kind: 'separator' },
      { label: '● web  localhost:8080' },
    ]);
    expect(trayTooltip([], t, ['staging-eu'])).toBe('Portolan: 0 of 0 active · staging-eu needs a login');
  });

  it('offers to copy and to open each address that listens, and nothing for a stopped forward', () => {
    const active = savedForward('db', ['5432', ':9187']);
    const menu = trayMenu(
      [
        { forward: active, state: activeOn(active, 5432, 40_001), held: 0, production: false },
        { forward, state: { phase: 'stopped' }, held: 0, production: false },
      ],
      t,
    );
    expect(menu.filter(({ kind }) => kind === 'submenu')).toEqual([
      {
        kind: 'submenu',
        label: 'Copy Address',
        items: [
          {
            kind: 'action',
            label: 'db  localhost:5432',
            enabled: true,
            action: { kind: 'copy', text: 'localhost:5432' },
          },
          {
            kind: 'action',
            label: 'db  localhost:40001',
            enabled: true,
            action: { kind: 'copy', text: 'localhost:40001' },
          },
        ],
      },
      {
        kind: 'submenu',
        label: 'Open in Browser',
        items: [
          {
            kind: 'action',
            label: 'db  localhost:5432',
            enabled: true,
            action: { kind: 'openAddress', id: active.id, pair: 0 },
          },
          {
            kind: 'action',
            label: 'db  localhost:40001',
            enabled: true,
            action: { kind: 'openAddress', id: active.id, pair: 1 },
          },
        ],
      },
    ]);
  });

  it('offers what can be used on this computer of one that listens on every network', () => {
    const open = savedForward('search', ['9200'], ['0.0.0.0']);
    const menu = trayMenu([{ forward: open, state: activeOn(open, 9200), held: 0, production: false }], t);
    expect(menu.find(({ kind }) => kind === 'submenu')).toMatchObject({
      label: 'Copy Address',
      items: [{ label: 'search  localhost:9200', action: { kind: 'copy', text: 'localhost:9200' } }],
    });
  });

  it.each<[string, TrayForward[], boolean, boolean]>([
    ['nothing is saved', [], false, false],
    ['all are stopped', [{ forward, state: { phase: 'stopped' }, held: 0, production: false }], true, false],
    ['all run', [{ forward, state: activeOn(forward, 8080), held: 0, production: false }], false, true],
    [
      'one has failed',
      [{ forward, state: { phase: 'failed', problem: login }, held: 0, production: false }],
      true,
      false,
    ],
  ])('lets all be started and stopped where that does something: %s', (_name, forwards, start, stop) => {
    const enabled = (label: string) =>
      trayMenu(forwards, t).some((item) => item.kind === 'action' && item.label === label && item.enabled);
    expect([enabled('Start All'), enabled('Stop All')]).toEqual([start, stop]);
  });

  it('has favourites first, and a menu for each group', () => {
    const [plain, loved, grouped] = [
      savedForward('plain', ['80']),
      { ...savedForward('loved', ['81']), favourite: true, group: 'shop' },
      { ...savedForward('grouped', ['82']), group: 'shop' },
    ].map((each) => ({ forward: each, state: { phase: 'stopped' } as const, held: 0, production: false }));
    if (plain === undefined || loved === undefined || grouped === undefined)
      throw new Error('three were made');
    const active = { ...grouped, state: activeOn(grouped.forward, 82) };
    const menu = trayMenu([plain, loved, active], t);
    const ids = [loved.forward.id, grouped.forward.id];
    expect([labelsOf(menu).slice(0, 7), menu[5]]).toEqual([
      [
        '○ loved  localhost:81',
        '-',
        '○ plain  localhost:80',
        '● grouped  localhost:82',
        '-',
        'shop  1 of 2 active',
        '-',
      ],
      {
        kind: 'submenu',
        label: 'shop  1 of 2 active',
        items: [
          { kind: 'action', label: 'Start Group', enabled: true, action: { kind: 'startMany', ids } },
          { kind: 'action', label: 'Stop Group', enabled: true, action: { kind: 'stopMany', ids } },
        ],
      },
    ]);
  });

  it('names thirty of many: favourites and what runs before the others, and leads to the rest', () => {
    const many: TrayForward[] = Array.from({ length: 40 }, (_, index) => ({
      forward: { ...savedForward(`web ${index}`, ['80']), favourite: index === 39 },
      state: index === 38 ? activeOn(forward, 8080) : { phase: 'stopped' },
      held: 0,
      production: false,
    }));
    const labels = labelsOf(trayMenu(many, t));
    const names = labels.flatMap((label) => /web \d+/.exec(label)?.[0] ?? []);
    const first = Array.from({ length: 28 }, (_, index) => `web ${index}`);
    expect(names.slice(0, 30)).toEqual(['web 39', ...first, 'web 38']);
    expect(labels.filter((label) => label.includes('more'))).toEqual(['10 more in the window…']);
  });

  describe('where there are more than a menu has room for', () => {
    const saved = (label: string, state: SessionState, more: Partial<Forward> = {}): TrayForward => ({
      forward: { ...savedForward(label, ['80']), ...more },
      state,
      held: 0,
      production: false,
    });
    const times = (count: number, each: TrayForward) => Array.from({ length: count }, () => ({ ...each }));
    const active = activeOn(forward, 80);
    const open = saved('open', active, { addresses: ['0.0.0.0'] });
    const failed = saved('failed', { phase: 'failed', problem: login });
    const favourite = saved('web', active, { favourite: true });
    /** How many of each are named, and the entry that leads to the others. */
    const shown = (forwards: readonly TrayForward[]) => {
      const labels = labelsOf(trayMenu(forwards, t));
      const names = labels.flatMap(
        (label) => /^[○◆▲●] (web|open|closed|login|failed)/.exec(label)?.[1] ?? [],
      );
      return {
        names: Object.fromEntries(
          Object.entries(Object.groupBy(names, String)).map(([name, all]) => [name, all?.length]),
        ),
        more: labels.find((label) => label.includes('more in the window')),
      };
    };

    it('names what other machines reach and what needs somebody before favourites', () => {
      const late = [
        open,
        saved('closed', { phase: 'stopped' }, { addresses: ['0.0.0.0'] }),
        saved('login', { phase: 'waiting', bound, attempt: 1, problem: login, retryAt: null }),
        failed,
      ];
      expect(shown([...times(40, favourite), ...late])).toEqual({
        names: { web: 27, open: 1, login: 1, failed: 1 },
        more: '14 more in the window…',
      });
    });

    it('says of those that it has no room for how many need somebody or are reached', () => {
      expect(shown([...times(300, failed), favourite, open])).toEqual({
        names: { failed: 29, open: 1 },
        more: '272 more in the window · 271 need you…',
      });
      expect(shown([failed, ...times(40, open)])).toEqual({
        names: { open: 30 },
        more: '11 more in the window · 10 forwards are reachable from your network · 1 needs you…',
      });
    });
  });

  it('says so when nothing is saved', () => {
    expect(trayMenu([], t)[0]).toEqual({ kind: 'text', label: 'No forwards yet' });
  });

  it('counts the active forwards over its icon', () => {
    const forwards: TrayForward[] = [
      { forward, state: activeOn(forward, 8080), held: 0, production: false },
      { forward, state: { phase: 'stopped' }, held: 0, production: false },
      { forward, state: { phase: 'starting' }, held: 0, production: false },
    ];
    expect(trayTooltip(forwards, t)).toBe('Portolan: 1 of 3 active');
  });

  it('says over its icon what other machines reach and what needs somebody', () => {
    const open = savedForward('open', ['80'], ['0.0.0.0']);
    const forwards: TrayForward[] = [
      { forward: open, state: activeOn(open, 80), held: 0, production: false },
      { forward: open, state: { phase: 'stopped' }, held: 0, production: false },
      { forward, state: { phase: 'failed', problem: login }, held: 0, production: false },
    ];
    expect(trayTooltip(forwards, t)).toBe(
      'Portolan: 1 of 3 active · 1 forward is reachable from your network · 1 needs you',
    );
  });
});

describe.each(['zh-CN', 'ja'] as const)('in %s', (language) => {
  const speak = translator(() => language);
  const named = { ...savedForward('①', ['80'], ['0.0.0.0']), group: '②' };
  const waiting = { phase: 'waiting', bound: activeOn(named, 80).bound, retryAt: null } as const;
  const states: TrayForward[] = [
    { forward: named, state: { phase: 'stopped' }, held: 0, production: false },
    { forward: named, state: { phase: 'starting' }, held: 0, production: false },
    { forward: named, state: { phase: 'stopping' }, held: 0, production: false },
    { forward: named, state: { phase: 'failed', problem: login }, held: 0, production: false },
    { forward: named, state: activeOn(named, 80), held: 0, production: false },
    { forward: named, state: { ...waiting, attempt: 0, problem: null }, held: 0, production: false },
    { forward: named, state: { ...waiting, attempt: 2, problem: noPod }, held: 0, production: false },
    { forward: named, state: { ...waiting, attempt: 2, problem: noPod }, held: 3, production: false },
    { forward: named, state: { ...waiting, attempt: 2, problem: login }, held: 0, production: false },
  ];

  function allLabels(items: readonly TrayItem[]): string[] {
    return items.flatMap((item) => [
      ...(item.kind === 'separator' ? [] : [item.label]),
      ...(item.kind === 'submenu' ? allLabels(item.items) : []),
    ]);
  }

  it.each<[string, TrayForward[]]>([
    ['with forwards', states],
    ['with more than it names', Array.from({ length: 5 }, () => states).flat()],
    ['with none', []],
  ])('no word of it stays English, %s', (_name, forwards) => {
    const labels = [...allLabels(trayMenu(forwards, speak)), trayTooltip(forwards, speak)];
    expect(labels.filter((label) => label === '' || hasEnglish(label))).toEqual([]);
  });
});
