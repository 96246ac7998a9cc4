import { beforeEach, expect, test } from 'vitest';
import { Alerts } from '../../../src-main/engine/alerts/alerts.ts';
import type { Ending } from '../../../src-main/engine/forwards/automatic-ends.ts';
import type { ClusterStatus } from '../../../src-main/shared/catalog.ts';
import { Emitter } from '../../../src-main/shared/emitter.ts';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem, type Problem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import type { AlertKind } from '../../../src-main/shared/settings.ts';
import { savedForward } from '../saved-forward.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const noPod = newProblem('noReadyPod', 'No pod of svc/web is ready.');
const noDbPod = newProblem('noReadyPod', 'No pod of svc/db is ready.');
const noRight = newProblem('forbidden', 'You may not forward to pods. Ask for the right.');
const away = newProblem('apiUnreachable', 'The API server does not answer.');
const login = newProblem('unauthorized', 'The login has expired. Log in again.');

function forward(label: string, { context = 'dev', name = label, holdMs = 10_000 } = {}): Forward {
  const target = { context, namespace: 'shop', kind: 'service', name } as const;
  return savedForward({ id: label, label, target, holdMs });
}

const list = [
  forward('web'),
  forward('metrics', { name: 'web' }),
  forward('db'),
  forward('slow', { holdMs: 60_000 }),
  forward('mail'),
  forward('pay', { context: 'prod' }),
];
const pod = { namespace: 'shop', name: 'web-1', uid: 'u1', node: null };

let clock: ManualClock;
let told: string[];
let bodies: string[];
let led: unknown[];
let kept: unknown[];
let unwanted: AlertKind[];
let changes: Emitter<readonly Forward[]>;
let sessions: Emitter<{ id: string; state: SessionState }>;
let ending: Emitter<readonly Ending[]>;
let clusters: Emitter<{ context: string; status: ClusterStatus }>;

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  bodies = [];
  led = [];
  kept = [];
  unwanted = [];
  changes = new Emitter();
  sessions = new Emitter();
  ending = new Emitter();
  clusters = new Emitter();
  const alerts = new Alerts({
    forwards: {
      list: () => list,
      onChanged: changes.listen,
      onSessionChanged: sessions.listen,
      onEnding: ending.listen,
    },
    clusters: { onChanged: clusters.listen },
    clock,
    isWanted: (kind) => !unwanted.includes(kind),
  });
  alerts.onAlert(({ kind, title, body, leadsTo, keeps }) => {
    told.push(`${kind}: ${say('en', title)}`);
    bodies.push(say('en', body));
    led.push(leadsTo);
    kept.push(keeps);
  });
});

function active(...ids: string[]): void {
  for (const id of ids) sessions.emit({ id, state: { phase: 'active', bound: [], pod, since: 0 } });
}

function waiting(problem: Problem | null, ...ids: string[]): void {
  for (const id of ids)
    sessions.emit({ id, state: { phase: 'waiting', bound: [], attempt: 1, problem, retryAt: null } });
}

function failed(problem: Problem, ...ids: string[]): void {
  for (const id of ids) sessions.emit({ id, state: { phase: 'failed', problem } });
}

function cluster(context: string, status: ClusterStatus): void {
  clusters.emit({ context, status });
}

/** Two are lost together and told; one works again, and is lost anew at once. */
function blink(): void {
  active('web', 'db');
  waiting(noPod, 'web');
  waiting(noDbPod, 'db');
  clock.pass(10_000);
  active('web');
  waiting(noPod, 'web');
}

test('a forward is lost once it waits for longer than it holds, and back when it works', () => {
  active('web');
  waiting(noPod, 'web');
  clock.pass(9_999);
  const before = [...told];
  clock.pass(1);
  waiting(noPod, 'web');
  clock.pass(60_000);
  active('web');
  expect([before, told]).toEqual([[], ['lost: web is waiting', 'back: web is back']]);
  expect(led).toEqual([
    { kind: 'forward', id: 'web' },
    { kind: 'forward', id: 'web' },
  ]);
});

test('a pod that is replaced in time is no news, and neither is a forward that never worked', () => {
  active('web');
  waiting(noPod, 'web');
  clock.pass(5_000);
  active('web');
  waiting(noPod, 'db');
  clock.pass(60_000);
  active('db');
  expect(told).toEqual([]);
});

test('a cluster that is away is told once for all its forwards, and back with the last of them', () => {
  active('web', 'db', 'pay');
  waiting(away, 'web', 'db');
  clock.pass(10_000);
  active('web');
  const half = [...told];
  active('db');
  expect([half, told]).toEqual([['lost: dev is away'], ['lost: dev is away', 'back: dev is back']]);
  expect(led).toEqual([
    { kind: 'cluster', context: 'dev' },
    { kind: 'cluster', context: 'dev' },
  ]);
});

test('a login is told once, and not as a loss besides', () => {
  active('web', 'db');
  cluster('dev', { phase: 'failed', problem: login, retryAt: null });
  cluster('dev', { phase: 'failed', problem: login, retryAt: 7 });
  waiting(login, 'web', 'db');
  clock.pass(60_000);
  cluster('dev', { phase: 'connected', version: 'v1.36.3' });
  active('web', 'db');
  cluster('dev', { phase: 'failed', problem: login, retryAt: null });
  clock.pass(2_000);
  expect(told).toEqual(['login: dev needs a login', 'back: dev is back', 'login: dev needs a login']);
  expect(led[0]).toEqual({ kind: 'cluster', context: 'dev' });
});

test('what a person stops is not lost, and its return is no news', () => {
  active('web');
  waiting(noPod, 'web');
  clock.pass(10_000);
  sessions.emit({ id: 'web', state: { phase: 'stopping' } });
  active('web');
  waiting(noPod, 'web');
  sessions.emit({ id: 'web', state: { phase: 'stopped' } });
  clock.pass(60_000);
  expect([told, clock.pending]).toEqual([['lost: web is waiting'], 0]);
});

test('a forward that is removed while its cluster is away is not waited for', () => {
  active('web', 'db');
  waiting(away, 'web', 'db');
  clock.pass(10_000);
  changes.emit(list.filter(({ id }) => id !== 'db'));
  active('web');
  expect(told).toEqual(['lost: dev is away', 'back: dev is back']);
});

test('a forward that gives up is told with what to do; that a person starts it again is no news', () => {
  active('web');
  failed(noRight, 'web');
  clock.pass(2_000);
  sessions.emit({ id: 'web', state: { phase: 'starting' } });
  active('web');
  clock.pass(60_000);
  expect([told, bodies]).toEqual([['lost: web is no longer working'], [noRight.message]]);
  expect(led).toEqual([{ kind: 'forward', id: 'web' }]);
});

test('a forward that fails before it ever worked, or that a person has started again at once, is no news', () => {
  sessions.emit({ id: 'web', state: { phase: 'starting' } });
  failed(noRight, 'web');
  active('db');
  failed(noRight, 'db');
  sessions.emit({ id: 'db', state: { phase: 'starting' } });
  failed(noRight, 'db');
  clock.pass(60_000);
  expect(told).toEqual([]);
});

test('a forward that was told to wait and then gives up needs a person: that is told too, once for its target', () => {
  active('web', 'metrics');
  waiting(noPod, 'web', 'metrics');
  clock.pass(10_000);
  failed(noRight, 'web');
  clock.pass(60_000);
  failed(noRight, 'metrics');
  clock.pass(60_000);
  expect(told).toEqual(['lost: 2 forwards are waiting', 'lost: web is no longer working']);
});

test('what waits is not told early because another gives up', () => {
  active('web', 'db');
  failed(noRight, 'web');
  waiting(noDbPod, 'db');
  clock.pass(9_999);
  active('db');
  expect(told).toEqual(['lost: web is no longer working']);
});

test('two ports of one service are lost and back together', () => {
  active('web', 'metrics');
  waiting(noPod, 'web');
  clock.pass(5_000);
  waiting(noPod, 'metrics');
  clock.pass(60_000);
  active('web');
  const half = told.length;
  active('metrics');
  expect([half, told]).toEqual([1, ['lost: 2 forwards are waiting', 'back: 2 forwards are back']]);
  expect(bodies).toEqual([
    'web and metrics. No pod of svc/web is ready.',
    'web and metrics. New connections are served again.',
  ]);
  expect(led).toEqual([null, null]);
});

test('forwards that are lost at one moment are told once, whatever their hold times, and the first are named', () => {
  active('web', 'metrics', 'db', 'slow', 'mail');
  waiting(noPod, 'web', 'metrics');
  clock.pass(1_500);
  waiting(noDbPod, 'db', 'slow', 'mail');
  clock.pass(120_000);
  expect(told).toEqual(['lost: 5 forwards are waiting']);
  expect(bodies).toEqual(['web, metrics, db and 2 more. Open Portolan to see why, and what to do.']);
});

test('forwards that are lost one after the other for different reasons are told each', () => {
  active('web', 'db');
  waiting(noPod, 'web');
  clock.pass(2_001);
  waiting(noDbPod, 'db');
  clock.pass(60_000);
  active('db');
  expect(told).toEqual(['lost: web is waiting', 'lost: db is waiting', 'back: db is back']);
});

test('one that works again and is lost anew, while others of its outage are not back, is told anew', () => {
  blink();
  clock.pass(10_000);
  active('db');
  active('web');
  expect(told.slice(1)).toEqual(['lost: web is waiting', 'back: db is back', 'back: web is back']);
});

test('a network that is gone takes several clusters with it: one notification, and one for their return', () => {
  active('web', 'db', 'pay');
  waiting(away, 'web', 'db');
  clock.pass(1_000);
  waiting(away, 'pay');
  clock.pass(60_000);
  active('web', 'db', 'pay');
  expect(told).toEqual(['lost: 2 clusters are away', 'back: 2 clusters are back']);
  expect(bodies[0]).toBe('dev and prod. The API server does not answer.');
});

test('a cluster that goes away while one of its forwards waits for a pod is told besides', () => {
  active('web', 'db');
  waiting(noPod, 'web');
  clock.pass(60_000);
  waiting(away, 'web', 'db');
  clock.pass(60_000);
  active('db');
  expect(told).toEqual(['lost: web is waiting', 'lost: dev is away', 'back: dev is back']);
});

test('a cluster that goes away again is told again, though one of its forwards never came back', () => {
  active('web', 'db');
  waiting(away, 'web', 'db');
  clock.pass(60_000);
  waiting(noPod, 'web');
  active('db');
  waiting(away, 'web', 'db');
  clock.pass(60_000);
  expect(told).toEqual(['lost: dev is away', 'lost: dev is away']);
});

test('logins that end together are told together', () => {
  cluster('dev', { phase: 'failed', problem: login, retryAt: null });
  cluster('prod', { phase: 'failed', problem: login, retryAt: null });
  clock.pass(60_000);
  expect(told).toEqual(['login: 2 clusters need a login']);
  expect(bodies).toEqual(['dev and prod. The login has expired. Log in again.']);
});

test('a login that is mended in a moment is no news', () => {
  cluster('dev', { phase: 'failed', problem: login, retryAt: null });
  clock.pass(1_000);
  cluster('dev', { phase: 'connected', version: null });
  clock.pass(60_000);
  expect(told).toEqual([]);
});

test('who does not want to hear of logins is told of the forwards that one stops', () => {
  unwanted = ['login'];
  active('web', 'db');
  cluster('dev', { phase: 'failed', problem: login, retryAt: null });
  waiting(login, 'web', 'db');
  clock.pass(60_000);
  expect([told, bodies]).toEqual([['lost: dev needs a login'], [login.message]]);
});

test('one that blinks while others are not back is told to be back with them', () => {
  blink();
  clock.pass(1_000);
  active('db');
  const during = told.length;
  active('web');
  expect([during, told.slice(1), bodies.slice(1)]).toEqual([
    1,
    ['back: 2 forwards are back'],
    ['web and db. New connections are served again.'],
  ]);
});

test('when the last one that is waited for is stopped, the others are told to be back', () => {
  active('web', 'db');
  waiting(noPod, 'web', 'db');
  clock.pass(10_000);
  active('web');
  sessions.emit({ id: 'db', state: { phase: 'stopping' } });
  expect(told).toEqual(['lost: 2 forwards are waiting', 'back: web is back']);
});

test('who is lost later for a reason that was told joins that outage, whoever is lost beside it', () => {
  active('web', 'metrics', 'db');
  waiting(noPod, 'web');
  clock.pass(60_000);
  waiting(noDbPod, 'db');
  waiting(noPod, 'metrics');
  clock.pass(60_000);
  active('db', 'web');
  const half = [...told];
  active('metrics');
  expect(half).toEqual(['lost: web is waiting', 'lost: db is waiting', 'back: db is back']);
  expect(told.slice(3)).toEqual(['back: 2 forwards are back']);
});

test('forwards that are about to end are told together, with the time to the first, and can be kept running', () => {
  ending.emit([{ forward: forward('web'), at: clock.now() + 299_600 }]);
  ending.emit([{ forward: forward('db'), at: clock.now() + 6_000 }]);
  ending.emit(list.slice(0, 4).map((each, index) => ({ forward: each, at: clock.now() + 90_000 + index })));
  expect(told).toEqual(['end: web ends in 5m', 'end: db ends in 6s', 'end: 4 forwards end soon']);
  expect(bodies).toEqual([
    'It ends by itself, as set. You can keep it running.',
    'It ends by itself, as set. You can keep it running.',
    'web, metrics, db and 1 more. The first ends in 1m\u00a030s, as set. You can keep them running.',
  ]);
  expect(led).toEqual([{ kind: 'forward', id: 'web' }, { kind: 'forward', id: 'db' }, null]);
  expect(kept).toEqual([['web'], ['db'], ['web', 'metrics', 'db', 'slow']]);
});
