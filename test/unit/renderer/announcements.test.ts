import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppSnapshot } from '../../../src-main/shared/api.ts';
import type { ClusterStatus, ContextInfo } from '../../../src-main/shared/catalog.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import type { PortTraffic } from '../../../src-main/shared/traffic.ts';
import { Client } from '../../../src-renderer/client.ts';
import { Announcements } from '../../../src-renderer/state/announcements.svelte.ts';
import { ClustersState } from '../../../src-renderer/state/clusters.svelte.ts';
import { ForwardsState } from '../../../src-renderer/state/forwards.svelte.ts';
import { RowAnnouncer } from '../../../src-renderer/state/row-announcer.ts';
import { TrafficState } from '../../../src-renderer/state/traffic.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

const idOf = (index: number) => `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`;

const forward = (index: number) => savedForward({ id: idOf(index), label: `web ${String(index)}` });

const dev: ContextInfo = {
  name: 'dev',
  server: 'https://c',
  user: 'u',
  namespace: 'shop',
  source: 'kubeconfig',
  file: null,
  kubeconfig: null,
  current: false,
  problem: null,
};

const pod = { namespace: 'shop', name: 'web-1', uid: 'u1', node: null };
const active: SessionState = { phase: 'active', bound: [], pod, since: 0 };
const noPod = newProblem('noReadyPod', 'No pod of svc/web is ready.');
const waiting: SessionState = { phase: 'waiting', bound: [], attempt: 1, problem: noPod, retryAt: null };
const away = newProblem('apiUnreachable', 'The API server does not answer.');
const login = newProblem('unauthorized', 'Log in again.');

let bridge: MemoryBridge;
let announcements: Announcements;
let revision: number;

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new MemoryBridge();
  revision = 0;
  const snapshot: AppSnapshot = {
    ...emptySnapshot,
    forwards: Array.from({ length: 12 }, (_, index) => forward(index + 1)),
    sessions: [{ id: idOf(1), state: active }],
    contexts: [dev],
    clusters: [{ context: 'dev', status: { phase: 'connected', version: null } }],
  };
  const client = new Client(bridge);
  const [forwards, clusters] = [new ForwardsState(client), new ClustersState(client)];
  const traffic = new TrafficState(client);
  announcements = new Announcements();
  const announcer = new RowAnnouncer({ client, forwards, clusters, traffic, announcements });
  bridge.answers.set('app.snapshot', () => snapshot);
  await client.join((value) => {
    for (const part of [forwards, clusters, traffic, announcer]) part.apply(value);
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function session(state: SessionState, ...indexes: number[]): void {
  for (const index of indexes) {
    revision += 1;
    bridge.emit('session.changed', { revision, id: idOf(index), state });
  }
}

function cluster(status: ClusterStatus): void {
  revision += 1;
  bridge.emit('cluster.changed', { revision, context: 'dev', status });
}

function hold(index: number, held: number): void {
  const none = { receivedBytes: 0, sentBytes: 0, receivedRate: 0, sentRate: 0, open: 0, total: 0, failed: 0 };
  const port: PortTraffic = { ...none, closed: 0, lastProblem: null, held };
  bridge.emit('traffic', {
    at: 0,
    samples: [{ id: idOf(index), ports: [port], pods: [], transport: null }],
  });
}

/** What is said within the next seconds. */
function hear(): string[] {
  const before = announcements.lines.at(-1)?.id ?? 0;
  vi.advanceTimersByTime(10_000);
  return announcements.lines.filter(({ id }) => id > before).map(({ text }) => text);
}

test('what is there at first is no news, and neither is the time of the next try', () => {
  session(active, 1);
  session({ ...waiting, retryAt: 7 }, 2);
  expect(hear()).toEqual(['web 2: Waiting. No pod of svc/web is ready.']);
  session({ ...waiting, retryAt: 9 }, 2);
  expect(hear()).toEqual([]);
});

test('two changes of one moment are said one after the other', () => {
  session(waiting, 1, 2);
  vi.advanceTimersByTime(500);
  const first = announcements.lines.map(({ text }) => text);
  vi.advanceTimersByTime(500);
  expect([first, announcements.lines.map(({ text }) => text)]).toEqual([
    ['web 1: Waiting. No pod of svc/web is ready.'],
    ['web 1: Waiting. No pod of svc/web is ready.', 'web 2: Waiting. No pod of svc/web is ready.'],
  ]);
});

test('news that come while others are said are said after them', () => {
  session(waiting, 1, 2);
  vi.advanceTimersByTime(500);
  session(active, 3);
  expect(hear()).toEqual(['web 2: Waiting. No pod of svc/web is ready.', 'web 3: Active.']);
});

test('the same words are said again', () => {
  session(waiting, 1);
  session(active, 1);
  const restarted = hear();
  announcements.announce('copy', 'Copied');
  const copied = hear();
  announcements.announce('copy', 'Copied');
  expect([restarted, copied, hear()]).toEqual([['web 1: Active.'], ['Copied'], ['Copied']]);
});

test('a burst is summed up by what the rows say', () => {
  session(waiting, 1);
  session(active, ...Array.from({ length: 11 }, (_, index) => index + 2));
  expect(hear()).toEqual(['web 1: Waiting. No pod of svc/web is ready.', '11 forwards: Active.']);
});

test('a summary says what is in the way where it is the same for all', () => {
  session(waiting, 2, 3, 4, 5);
  expect(hear()).toEqual(['4 forwards: Waiting. No pod of svc/web is ready.']);
  session({ ...waiting, problem: away }, 2, 3, 4);
  session({ ...waiting, problem: newProblem('noReadyPod', 'No pod of svc/db is ready.') }, 5);
  expect(hear()).toEqual(['4 forwards: Waiting.']);
});

test('that connections are held is said once, not each time that another comes', () => {
  session(waiting, 1);
  hear();
  hold(1, 2);
  const first = hear();
  hold(1, 3);
  const second = hear();
  hold(1, 0);
  expect([first, second, hear()]).toEqual([
    ['web 1: Holding 2. No pod of svc/web is ready.'],
    [],
    ['web 1: Waiting. No pod of svc/web is ready.'],
  ]);
});

test('a cluster that stops answering, needs a login and is connected again says so', () => {
  cluster({ phase: 'failed', problem: away, retryAt: 1 });
  const first = hear();
  cluster({ phase: 'failed', problem: away, retryAt: 2 });
  const again = hear();
  cluster({ phase: 'failed', problem: login, retryAt: null });
  const refused = hear();
  cluster({ phase: 'connected', version: 'v1.36.3' });
  expect([first, again, refused, hear()]).toEqual([
    ['dev: Failed. The API server does not answer.'],
    [],
    ['dev: Needs login. Log in again.'],
    ['dev: Connected.'],
  ]);
});

test('only the latest lines stay', () => {
  for (let index = 0; index < 30; index += 1) announcements.announce(String(index), String(index));
  vi.advanceTimersByTime(60_000);
  expect(announcements.lines.map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index + 10)),
  );
});
