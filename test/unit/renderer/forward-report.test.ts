import { expect, it } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { emptyPortTraffic } from '../../../src-main/shared/traffic.ts';
import { forwardReport, type ReportFacts } from '../../../src-renderer/text/forward-report.ts';
import { twoPorts } from './two-ports.ts';

const at = Date.UTC(2026, 2, 2, 10, 0, 0);
const forward: Forward = {
  ...twoPorts,
  label: 'shop web',
  target: { ...twoPorts.target, context: 'kind-dev' },
};
const reset = newProblem('connectionReset', message('connection.resetByClient', { pod: 'web-1' }), {
  detail: 'read ECONNRESET\nstream 7',
});
const facts: ReportFacts = {
  forward,
  session: {
    phase: 'active',
    bound: [
      { remote: 'http', endpoints: [{ address: '127.0.0.1', port: 8080 }] },
      { remote: 9090, endpoints: [{ address: '127.0.0.1', port: 49_152 }] },
    ],
    pod: { namespace: 'shop', name: 'web-1', uid: 'u1', node: null },
    since: at,
  },
  traffic: [
    { ...emptyPortTraffic, receivedBytes: 1_500, total: 3, failed: 1, closed: 1 },
    { ...emptyPortTraffic, sentBytes: 20, total: 1 },
  ],
  timeline: [
    { seq: 1, at, kind: 'changed', words: message('why.deleted', { pod: 'web-0' }), problem: null },
    { seq: 2, at: at + 1_500, kind: 'connectionFailed', words: reset.words, problem: reset },
  ],
  portolanVersion: '0.1.0',
  clusterVersion: 'v1.36.3',
  now: at + 60_000,
};

it('a report has all that somebody who helps asks for, with times of one zone', () => {
  expect(forwardReport(facts).replaceAll('\u00a0', ' ')).toBe(`# Forward shop web

- Target: kind-dev / shop · svc/web
- Addresses: localhost:8080 → http, localhost:49152 → 9090
- State: Active, since 2026-03-02T10:00:00.000Z
- Cluster: kind-dev, Kubernetes v1.36.3
- Portolan: 0.1.0
- Written: 2026-03-02T10:01:00.000Z

## Traffic

- In all: 1.5 kB received, 20 B sent, 4 connections, 1 failed, 1 closed by hand
- http: 1.5 kB received, 0 B sent, 3 connections, 1 failed, 1 closed by hand
- 9090: 0 B received, 20 B sent, 1 connections, 0 failed, 0 closed by hand

## What happened

- 2026-03-02T10:00:00.000Z web-0 was deleted.
- 2026-03-02T10:00:01.500Z A client reset its connection to web-1.

      read ECONNRESET
      stream 7

`);
});

it('a forward that waits says why, and one without a past says so', () => {
  const problem = newProblem('noReadyPod', 'No pod of service web is ready. Waiting for one.');
  const session = { phase: 'waiting', attempt: 1, problem, retryAt: null } as const;
  const report = forwardReport({
    ...facts,
    session: { ...session, bound: [] },
    timeline: [],
    clusterVersion: null,
  });
  expect(report.split('\n').filter((line) => /State|Cluster|Nothing/.test(line))).toEqual([
    '- State: Waiting: No pod of service web is ready. Waiting for one.',
    '- Cluster: kind-dev',
    'Nothing yet.',
  ]);
});
