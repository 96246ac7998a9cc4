import { describe, expect, it } from 'vitest';
import { newProblem } from '../../../src-main/shared/problem.ts';
import {
  boundPorts,
  isRunning,
  type SessionEvent,
  type SessionPhase,
  type SessionState,
  transition,
} from '../../../src-main/shared/session.ts';

const bound = [{ remote: 'http', endpoints: [{ address: '127.0.0.1', port: 8080 }] }];
const other = [{ remote: 'http', endpoints: [{ address: '::1', port: 1 }] }];
const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node-1' };
const nextPod = { ...pod, name: 'web-2', uid: 'uid-2' };
const lost = newProblem('noReadyPod', 'Pod web-1 was deleted.');
const denied = newProblem('forbidden', 'You may not.');

const states: Record<SessionPhase, SessionState> = {
  stopped: { phase: 'stopped' },
  starting: { phase: 'starting' },
  waiting: { phase: 'waiting', bound, attempt: 3, problem: lost, retryAt: 7 },
  active: { phase: 'active', bound, pod, since: 5 },
  failed: { phase: 'failed', problem: lost },
  stopping: { phase: 'stopping' },
};

const events: Record<string, SessionEvent> = {
  start: { kind: 'start' },
  bound: { kind: 'bound', bound: other },
  podReady: { kind: 'podReady', pod, at: 9 },
  nextPodReady: { kind: 'podReady', pod: nextPod, at: 9 },
  podLost: { kind: 'podLost', problem: lost, retryAt: 42 },
  gaveUp: { kind: 'gaveUp', problem: denied },
  stop: { kind: 'stop' },
  released: { kind: 'released' },
};

/** Every transition that changes something; all other pairs return the very state they were given. */
const changes: Partial<Record<SessionPhase, Partial<Record<keyof typeof events, SessionState>>>> = {
  stopped: { start: { phase: 'starting' } },
  failed: {
    start: { phase: 'starting' },
    bound: { phase: 'waiting', bound: other, attempt: 0, problem: null, retryAt: null },
    gaveUp: { phase: 'failed', problem: denied },
    stop: { phase: 'stopped' },
  },
  starting: {
    bound: { phase: 'waiting', bound: other, attempt: 0, problem: null, retryAt: null },
    gaveUp: { phase: 'failed', problem: denied },
    stop: { phase: 'stopping' },
  },
  waiting: {
    podReady: { phase: 'active', bound, pod, since: 9 },
    nextPodReady: { phase: 'active', bound, pod: nextPod, since: 9 },
    podLost: { phase: 'waiting', bound, attempt: 4, problem: lost, retryAt: 42 },
    gaveUp: { phase: 'failed', problem: denied },
    stop: { phase: 'stopping' },
  },
  active: {
    nextPodReady: { phase: 'active', bound, pod: nextPod, since: 5 },
    podLost: { phase: 'waiting', bound, attempt: 1, problem: lost, retryAt: 42 },
    gaveUp: { phase: 'failed', problem: denied },
    stop: { phase: 'stopping' },
  },
  stopping: { released: { phase: 'stopped' } },
};

const phases = Object.keys(states) as SessionPhase[];
const pairs = phases.flatMap((phase) => Object.keys(events).map((event) => [phase, event] as const));

describe('transition', () => {
  it.each(pairs)('%s, on %s, is as the table says', (phase, name) => {
    const event = events[name];
    if (event === undefined) throw new Error(name);
    const expected = changes[phase]?.[name];
    const next = transition(states[phase], event);
    if (expected === undefined) expect(next).toBe(states[phase]);
    else expect(next).toEqual(expected);
  });

  it('of one that failed, on the same problem again, changes nothing', () => {
    const { failed } = states;
    expect(transition(failed, { kind: 'gaveUp', problem: { ...lost } })).toBe(failed);
  });

  it('leads to stopped from every state', () => {
    const ends = phases.map(
      (phase) => transition(transition(states[phase], { kind: 'stop' }), { kind: 'released' }).phase,
    );
    expect(new Set(ends)).toEqual(new Set(['stopped']));
  });
});

it('a session runs, and may hold its port, from start to stop', () => {
  expect(phases.map((phase) => [phase, isRunning(states[phase]), boundPorts(states[phase])])).toEqual([
    ['stopped', false, []],
    ['starting', true, []],
    ['waiting', true, bound],
    ['active', true, bound],
    ['failed', false, []],
    ['stopping', false, []],
  ]);
});
