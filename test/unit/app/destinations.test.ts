import { expect, it } from 'vitest';
import { Destinations } from '../../../src-main/app/destinations.ts';
import { linkReader } from '../../../src-main/app/link-reader.ts';
import { Notices } from '../../../src-main/engine/notices.ts';
import { savedForward } from '../saved-forward.ts';

const linked = savedForward({ id: 'web' });

it('a destination waits until the window is there, and a later one replaces it', () => {
  const destinations = new Destinations();
  const seen: (number | null)[] = [];
  destinations.onChanged((pending) => seen.push(pending?.id ?? null));
  destinations.lead({ kind: 'cluster', context: 'dev' });
  destinations.lead({ kind: 'cluster', context: 'prod' });
  destinations.arrived(1);
  const between = destinations.pending;
  destinations.arrived(2);
  expect([seen, between, destinations.pending]).toEqual([
    [1, 2, null],
    { id: 2, to: { kind: 'cluster', context: 'prod' } },
    null,
  ]);
});

it('what the menu brings up goes before a link that waits, which comes afterwards', () => {
  const destinations = new Destinations();
  const context = { kind: 'cluster', context: 'dev' } as const;
  destinations.lead({ kind: 'link', forward: linked });
  destinations.lead({ kind: 'part', part: 'search' });
  destinations.lead({ kind: 'part', part: 'settings' });
  const first = destinations.pending?.to.kind;
  destinations.arrived(3);
  const second = destinations.pending;
  destinations.lead(context);
  destinations.arrived(4);
  expect([first, second, destinations.pending]).toEqual([
    'part',
    { id: 1, to: { kind: 'link', forward: linked } },
    null,
  ]);
});

it('a link leads the window to what it asks for, and of wrong ones only the last is told', () => {
  const [notices, destinations] = [new Notices(), new Destinations()];
  let opened = 0;
  const read = linkReader({ notices, destinations, openWindow: () => (opened += 1) });
  const told = () => notices.list().map(({ problem }) => problem.message.split('. ')[1]);
  read('portolan://forward?port=80');
  read('portolan://forward?target=svc/web');
  const wrong = [told(), destinations.pending];
  read('portolan://forward?target=svc/web&port=80');
  expect([wrong, told(), destinations.pending?.to.kind, opened]).toEqual([
    [['It names no port'], null],
    [],
    'link',
    3,
  ]);
});
