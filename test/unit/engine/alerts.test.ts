import { beforeEach, expect, test } from 'vitest';
import { Alerts } from '../../../src-main/engine/alerts/alerts.ts';
import type { Ending } from '../../../src-main/engine/forwards/automatic-ends.ts';
import type { ClusterStatus } from '../../../src-main/shared/catalog.ts';
import { Emitter } from '../../../src-main/shared/emitter.ts';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { message, say } from '../../../src-main/shared/language/message.ts';
import { newProblem, type Problem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import type { AlertKind } from '../../../src-main/shared/settings.ts';
import type { TimelineEntry } from '../../../src-main/shared/timeline.ts';
import { savedForward } from '../saved-forward.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const noPod = newProblem('noReadyPod', 'No pod of svc/web is ready.');
const noDbPod = newProblem('noReadyPod', 'No pod of svc/db is ready.');
const noMailPod = newProblem('noReadyPod', 'No pod of svc/mail is ready.');
const taken = newProblem('portInUse', 'Port 8080 is taken. Choose another.');
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
let forwards: Forward[];
let changes: Emitter<readonly Forward[]>;
let sessions: Emitter<{ id: string; state: SessionState }>;
let timelines: Emitter<{ id: string; entry: TimelineEntry }>;
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
  timelines = new Emitter();
  ending = new Emitter();
  forwards = list;
  clusters = new Emitter();
  const alerts = new Alerts({
    forwards: {
      list: () => forwards,
      onChanged: changes.listen,
      onSessionChanged: sessions.listen,
      onTimelineAdded: timelines.listen,
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

function starting(...ids: string[]): void {
  for (const id of ids) sessions.emit({ id, state: { phase: 'starting' } });
}

/** As if Portolan had been started `agoMs` after these were; what a person starts begins anew. */
function ran(agoMs: number, ...ids: string[]): void {
  forwards = list.map((each) => (ids.includes(each.id) ? { ...each, startedAt: clock.now() - agoMs } : each));
}

/** The timeline says that this pod's node is being drained. */
function drained(id: string, pod: string, node: string): void {
  const words = message('why.drained', { pod, node });
  timelines.emit({ id, entry: { seq: 1, at: clock.now(), kind: 'changed', words, problem: null } });
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
  starting('web');
  active('web');
  clock.pass(60_000);
  expect([told, bodies]).toEqual([['lost: web is no longer working'], [noRight.message]]);
  expect(led).toEqual([{ kind: 'forward', id: 'web' }]);
});

test('a forward that fails before it ever worked, or that a person has started again at once, is no news', () => {
  starting('web');
  failed(noRight, 'web');
  active('db');
  failed(noRight, 'db');
  starting('db');
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

test('what ran when Portolan ended and cannot start again is told, once for what fails at one moment, and so is its return', () => {
  ran(60_000, 'web', 'db', 'mail');
  starting('web');
  failed(taken, 'web');
  starting('db');
  failed(taken, 'db');
  starting('mail');
  waiting(null, 'mail');
  active('mail');
  clock.pass(60_000);
  const lost = [...told];
  waiting(null, 'web', 'db');
  active('web', 'db');
  expect([lost, told.slice(1), bodies[0]]).toEqual([
    ['lost: 2 forwards are no longer working'],
    ['back: 2 forwards are back'],
    `web and db. ${taken.message}`,
  ]);
});

test('what ran when Portolan ended and finds its cluster away is told once it has waited for longer than it holds', () => {
  ran(60_000, 'web', 'db');
  starting('web', 'db');
  waiting(null, 'web', 'db');
  clock.pass(60_000);
  const before = [...told];
  waiting(away, 'web', 'db');
  clock.pass(10_000);
  expect([before, told]).toEqual([[], ['lost: dev is away']]);
});

test('what a person starts, though it ran when Portolan ended, and what is removed meanwhile, is no news', () => {
  ran(60_000, 'web', 'db');
  starting('web', 'db');
  failed(taken, 'web', 'db');
  clock.pass(1_000);
  ran(0, 'web');
  starting('web');
  failed(taken, 'web');
  changes.emit(list.filter(({ id }) => id !== 'db'));
  clock.pass(60_000);
  expect([told, clock.pending]).toEqual([[], 0]);
});

/** It ran before, its port was taken, and it has just got it back; it finds no pod yet. */
function listensAgain(): void {
  ran(60_000, 'web');
  starting('web');
  failed(taken, 'web');
  clock.pass(2_000);
  waiting(null, 'web');
  waiting(noPod, 'web');
}

test('one that was told to have failed, listens again by itself and finds no pod is told to wait, and then to be back', () => {
  listensAgain();
  clock.pass(9_999);
  const before = told.length;
  clock.pass(1);
  active('web');
  expect([before, told]).toEqual([
    1,
    ['lost: web is no longer working', 'lost: web is waiting', 'back: web is back'],
  ]);
});

test('one that listens again by itself and finds a pod in time is back', () => {
  listensAgain();
  clock.pass(5_000);
  active('web');
  clock.pass(60_000);
  expect([told, clock.pending]).toEqual([['lost: web is no longer working', 'back: web is back'], 0]);
});

test('what was lost when the computer fell asleep has its time anew when it wakes up', () => {
  active('web', 'db');
  waiting(away, 'web', 'db');
  clock.pass(7_000);
  clock.sleep(8 * 3_600_000);
  clock.pass(5_000);
  active('web');
  clock.pass(7_999);
  const before = [...told];
  clock.pass(1);
  expect([before, told]).toEqual([[], ['lost: dev is away']]);
});

test('what one node takes along, pod by pod, is told once, and what goes for another reason besides', () => {
  active('web', 'db', 'mail', 'slow');
  waiting(noPod, 'web');
  drained('web', 'web-1', 'node-1');
  clock.pass(4_000);
  waiting(noDbPod, 'db');
  drained('db', 'db-1', 'node-1');
  clock.pass(3_000);
  waiting(noMailPod, 'mail');
  drained('mail', 'mail-1', 'node-2');
  clock.pass(60_000);
  expect([told, bodies[0]]).toEqual([
    ['lost: 2 forwards are waiting', 'lost: mail is waiting'],
    'web and db. Open Portolan to see why, and what to do.',
  ]);
});
