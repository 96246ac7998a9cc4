import { describe, expect, test } from 'vitest';
import { newProblem, type ProblemCode } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { splitMessage } from '../../../src-renderer/text/problem-words.ts';
import { summariseSession } from '../../../src-renderer/text/session-summary.ts';

const problem = (code: ProblemCode) => newProblem(code, 'It happened. Do this.');
const waiting = (changes: Partial<Extract<SessionState, { phase: 'waiting' }>>): SessionState => ({
  phase: 'waiting',
  bound: [],
  attempt: 1,
  problem: null,
  retryAt: null,
  ...changes,
});
const pod = { namespace: 'shop', name: 'web-0', uid: 'u', node: null };

describe('summariseSession', () => {
  test.each<[string, SessionState, number, string]>([
    ['stopped', { phase: 'stopped' }, 0, 'ring Stopped'],
    ['starting', { phase: 'starting' }, 0, 'diamond Starting'],
    ['first connecting', waiting({ attempt: 0 }), 0, 'diamond Connecting'],
    ['a pod that comes', waiting({ problem: problem('podGone') }), 0, 'diamond Waiting next pod starting'],
    ['held connections', waiting({ problem: problem('podGone') }), 2, 'diamond Holding 2 next pod starting'],
    [
      'an expired login',
      waiting({ problem: problem('unauthorized') }),
      2,
      'triangle Needs you login expired',
    ],
    ['an active session', { phase: 'active', bound: [], pod, since: 0 }, 0, 'disc Active'],
    ['a taken port', { phase: 'failed', problem: problem('portInUse') }, 0, 'triangle Needs you port in use'],
    ['stopping', { phase: 'stopping' }, 0, 'ring Stopping'],
  ])('%s', (_, state, held, look) => {
    const { shape, word, reason } = summariseSession(state, held);

    expect([shape, word, reason].filter((part) => part !== null).join(' ')).toBe(look);
  });

  test('a waiting session says when it tries again', () => {
    expect(summariseSession(waiting({ problem: problem('apiUnreachable'), retryAt: 5 }), 0).retryAt).toBe(5);
  });
});

test.each([
  ['Port 8080 is taken. Choose another.', 'Port 8080 is taken.', 'Choose another.'],
  ['Nothing answers at 10.0.0.5. Is the VPN up?', 'Nothing answers at 10.0.0.5.', 'Is the VPN up?'],
  ['One sentence alone.', 'One sentence alone.', ''],
  ['端口 8080 已被占用。请选择其他端口。', '端口 8080 已被占用。', '请选择其他端口。'],
  [
    'ポート 8080 は使用中です。別のポートを選んでください。',
    'ポート 8080 は使用中です。',
    '別のポートを選んでください。',
  ],
  ['只有一句。', '只有一句。', ''],
])('"%s" is split into what happened and what to do', (message, happened, todo) => {
  expect(splitMessage(message)).toEqual({ happened, todo });
});
