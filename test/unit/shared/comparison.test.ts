import { describe, expect, test } from 'vitest';
import {
  changedSettings,
  compareForwards,
  type Comparison,
  type PlacedForward,
} from '../../../src-main/shared/comparison.ts';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import { parseTarget, type Target } from '../../../src-main/shared/target.ts';

/** `label@context/namespace svc/name 8080:http`, as far as a comparison looks at it. */
function placed(text: string, change: Partial<PlacedForward> = {}): PlacedForward {
  const [, label = '', context = '', namespace = '', target = '', ports = ''] =
    /^(.*)@(.*)\/(.*) (.*\/.*) (.*)$/.exec(text) ?? [];
  return {
    label,
    target: { context, namespace, ...parseTarget(target) } satisfies Target,
    ports: ports.split(',').map(parsePortPair),
    addresses: ['127.0.0.1', '::1'],
    ...defaultSettings,
    ...change,
  };
}

function saved(text: string, change: Partial<Forward> = {}): Forward {
  return { id: `saved ${text}`, wanted: true, startedAt: 1_700_000_000_000, ...placed(text), ...change };
}

/** `changed web: ports :80 > 8080:80`, or `new web`. */
function words(comparison: Comparison): string {
  const { kind } = comparison;
  const { label } = comparison.kind === 'missing' ? comparison.saved : comparison.imported;
  if (kind !== 'changed') return `${kind} ${label}`;
  const changes = comparison.changes.map(
    ({ field, from, to }) => `${field} ${from ?? 'none'} > ${to ?? 'none'}`,
  );
  return `changed ${label}: ${changes.join('; ')}`;
}

const compared = (file: readonly PlacedForward[], here: readonly Forward[]) =>
  compareForwards('workspace', file, here).map(words);

describe('a workspace file compared with what is saved', () => {
  test('has new forwards, changed ones with each field from and to, the same, and those only saved here', () => {
    const file = [
      placed('web@dev/shop svc/web :http'),
      placed('db@dev/shop sts/db 15432:5432', { group: 'shop', holdMs: 30_000, eof: 'immediate' }),
      placed('api@dev/shop deploy/api 9000:80'),
    ];
    const here = [
      saved('web@dev/shop svc/web :http'),
      saved('db@dev/shop svc/db 5432:5432', { balance: { mode: 'roundRobin' }, addresses: ['0.0.0.0'] }),
      saved('old@dev/shop svc/old :80'),
    ];
    expect(compared(file, here)).toEqual([
      'same web',
      'changed db: target svc/db > sts/db; ports 5432:5432 > 15432:5432; addresses 0.0.0.0 > 127.0.0.1, ::1; group none > shop; hold 10s > 30s; balance round-robin > sticky; eof defer > immediate',
      'new api',
      'missing old',
    ]);
  });

  test('tells who may connect, when a forward ends and which Secret is linked', () => {
    const secret = { name: 'db', userKey: 'user', passwordKey: 'password' };
    const file = [
      placed('web@dev/shop svc/web :http', { allowFrom: ['10.0.0.0/8', 'fd00::1'], endAfterMs: 7_200_000 }),
      placed('db@dev/shop sts/db :5432', { secret }),
    ];
    const here = [
      saved('web@dev/shop svc/web :http'),
      saved('db@dev/shop sts/db :5432', { secret: { ...secret, userKey: null } }),
    ];
    expect(compared(file, here)).toEqual([
      'changed web: allowFrom none > 10.0.0.0/8, fd00::1; endAfter none > 2h',
      'changed db: secret db: password > db: user, password',
    ]);
    const [web, db] = compareForwards('workspace', file, here);
    if (web?.kind !== 'changed' || db?.kind !== 'changed') throw new Error('are the same');
    expect([changedSettings(web), changedSettings(db)]).toMatchObject([
      { allowFrom: ['10.0.0.0/8', 'fd00::1'], endAfterMs: 7_200_000, secret: null },
      { allowFrom: [], endAfterMs: null, secret },
    ]);
  });

  test('takes a port that the system chose here for what the file leaves open', () => {
    const here = saved('web@dev/shop svc/web :http', {
      ports: [{ local: { kind: 'auto', last: 49_213 }, remote: 'http' }],
      favourite: true,
    });
    expect(compared([placed('web@dev/shop svc/web :http')], [here])).toEqual(['same web']);
  });

  test.each<[what: string, file: string[], here: string[], told: string[]]>([
    [
      'a label of the same cluster comes first',
      ['web@dev/blog svc/web :http'],
      ['front@dev/blog svc/web :http', 'web@dev/shop svc/web :http'],
      ['changed web: namespace shop > blog', 'missing front'],
    ],
    [
      'then target and remote ports, in any order',
      ['front@dev/shop svc/web :81,8080:80'],
      ['web@dev/shop svc/web :80,:81'],
      ['changed front: label web > front; ports :80 :81 > :81 8080:80'],
    ],
    [
      'the same label in another cluster is another forward',
      ['web@prod/shop svc/web :http'],
      ['web@dev/shop svc/web :http'],
      ['new web', 'missing web'],
    ],
    [
      'of several with one label the nearest, whatever the order',
      ['web@dev/blog svc/web :http', 'web@dev/shop svc/web :admin', 'web@dev/shop svc/web :http'],
      ['web@dev/shop svc/web :http', 'web@dev/shop svc/web :metrics', 'web@dev/blog svc/web :http'],
      ['same web', 'changed web: ports :metrics > :admin', 'same web'],
    ],
    [
      'a saved one is met only once',
      ['web@dev/shop svc/web :http', 'web@dev/shop svc/web :http'],
      ['web@dev/shop svc/web :http'],
      ['same web', 'new web'],
    ],
    [
      'nothing is met before its cluster is known',
      ['web@/shop svc/web :http'],
      ['web@dev/shop svc/web :http'],
      ['new web', 'missing web'],
    ],
  ])('identity: %s', (_what, file, here, told) => {
    expect(
      compared(
        file.map((text) => placed(text)),
        here.map((text) => saved(text)),
      ),
    ).toEqual(told);
  });
});

test('another format says ports and addresses alone, and does not stand for all that is saved', () => {
  const here = [
    saved('front@dev/shop svc/web 8080:http', { group: 'shop' }),
    saved('db@dev/shop sts/db :5432'),
  ];
  const told = compareForwards('kubectl', [placed('web@dev/shop svc/web 9090:http')], here);
  expect(told.map(words)).toEqual(['changed web: ports 8080:http > 9090:http']);
});

test('a change takes over the differences, and keeps what the file does not say', () => {
  const here = saved('web@dev/shop svc/web 8080:http', {
    favourite: true,
    group: 'mine',
    addresses: ['0.0.0.0'],
  });
  const file = placed('front@dev/shop svc/web 9090:http', { addresses: ['0.0.0.0'] });
  const [change] = compareForwards('workspace', [file], [here]);
  if (change?.kind !== 'changed') throw new Error(`is ${change?.kind ?? 'nothing'}`);
  const { wanted, id, startedAt, ...before } = here;
  expect([wanted, id, startedAt, changedSettings(change)]).toEqual([
    true,
    here.id,
    here.startedAt,
    {
      ...before,
      label: 'front',
      ports: [parsePortPair('9090:http')],
      group: null,
      favourite: true,
      allowExposure: true,
    },
  ]);
});
