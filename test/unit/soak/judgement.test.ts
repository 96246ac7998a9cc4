import { describe, expect, it } from 'vitest';
import { causeOf, type ApiRestart, type Outcome, type PodDeletion } from '../../soak/judgement.ts';
import type { Fault } from '../../soak/soak-client.ts';

const deletion: PodDeletion = {
  kind: 'pod',
  forward: 'web',
  pod: 'web-1',
  at: 10_000,
  known: new Map([
    [5001, true],
    [5002, false],
  ]),
  servesUntil: 13_000,
  leftAt: 10_200,
  backAt: 15_000,
  readyAt: 14_900,
};
const restart: ApiRestart = { kind: 'api', at: 20_000, goneAt: 20_050, backAt: 26_000 };

function causeAt(change: Partial<Outcome>, fault: Fault = 'reset') {
  const outcome = { talk: 'echo', forward: 'web', localPort: 5001, openedAt: 9_000, endedAt: 13_500 };
  const broken = { fault, message: fault };
  return causeOf({ ...outcome, broken, ...change }, [deletion, restart])?.kind ?? 'failure';
}

describe('a broken connection', () => {
  it.each<[string, string, Partial<Outcome>]>([
    ['was served by the pod that was deleted', 'pod', {}],
    ['came before the forward turned away from the pod', 'pod', { localPort: 5009, openedAt: 10_200 }],
    ['came after the forward turned away from the pod', 'failure', { localPort: 5009, openedAt: 10_201 }],
    ['was served by another pod', 'failure', { localPort: 5002, openedAt: 9_999 }],
    ['came too early to be unknown', 'failure', { localPort: 5009, openedAt: 8_999 }],
    ['came just before the look and was not known yet', 'pod', { localPort: 5009, openedAt: 9_998 }],
    ['belongs to another forward', 'failure', { forward: 'db' }],
    ['ended while the deleted pod still served', 'failure', { endedAt: 12_999 }],
    ['was told long after its pod had gone', 'failure', { endedAt: 46_000 }],
    ['was open when the API server was killed', 'api', { forward: 'db', openedAt: 19_000, endedAt: 20_010 }],
    ['came after the API server was gone', 'failure', { forward: 'db', openedAt: 20_151, endedAt: 21_000 }],
    [
      'ended before the API server was killed',
      'failure',
      { forward: 'db', openedAt: 19_000, endedAt: 19_999 },
    ],
    ['was left in the dark for long', 'failure', { forward: 'db', openedAt: 19_000, endedAt: 50_000 }],
  ])('that %s: %s', (_, expected, change) => {
    expect(causeAt(change)).toBe(expected);
  });

  it('is forgiven for what a fault can do, and for nothing else', () => {
    const faults: Fault[] = ['reset', 'cut short', 'reset hidden', 'refused', 'wrong bytes', 'stuck'];
    expect(faults.map((fault) => causeAt({}, fault))).toEqual([
      ...['pod', 'pod', 'pod'],
      ...['failure', 'failure', 'failure'],
    ]);
  });
});
