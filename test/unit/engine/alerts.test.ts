import { beforeEach, expect, test } from 'vitest';
import { Alerts } from '../../../src-main/engine/alerts/alerts.ts';
import type { ClusterStatus } from '../../../src-main/shared/catalog.ts';
import { Emitter } from '../../../src-main/shared/emitter.ts';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem, type Problem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const noPod = newProblem('noReadyPod', 'No pod of svc/web is ready.');
const away = newProblem('apiUnreachable', 'The API server does not answer.');
const login = newProblem('unauthorized', 'The login has expired. Log in again.');

function forward(label: string, context = 'dev'): Forward {
  return {
    id: label,
    label,
    target: { context, namespace: 'shop', kind: 'service', name: label },
    ports: [{ local: { kind: 'fixed', port: 8080 }, remote: 'http' }],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    wanted: true,
    startedAt: null,
  };
}

const list = [forward('web'), forward('db'), forward('pay', 'prod')];
const pod = { namespace: 'shop', name: 'web-1', uid: 'u1', node: null };

let clock: ManualClock;
let told: string[];
let led: unknown[];
let changes: Emitter<readonly Forward[]>;
let sessions: Emitter<{ id: string; state: SessionState }>;
let clusters: Emitter<{ context: string; status: ClusterStatus }>;

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  led = [];
  changes = new Emitter();
  sessions = new Emitter();
  clusters = new Emitter();
  const alerts = new Alerts({
    forwards: { list: () => list, onChanged: changes.listen, onSessionChanged: sessions.listen },
    clusters: { onChanged: clusters.listen },
    clock,
  });
  alerts.onAlert(({ kind, title, leadsTo }) => {
    told.push(`${kind}: ${say('en', title)}`);
    led.push(leadsTo);
  });
});

function active(...ids: string[]): void {
  for (const id of ids) sessions.emit({ id, state: { phase: 'active', bound: [], pod, since: 0 } });
}

function waiting(problem: Problem | null, ...ids: string[]): void {
  for (const id of ids)
    sessions.emit({ id, state: { phase: 'waiting', bound: [], attempt: 1, problem, retryAt: null } });
}

function cluster(context: string, status: ClusterStatus): void {
  clusters.emit({ context, status });
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
