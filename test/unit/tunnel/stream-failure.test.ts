import { expect, test } from 'vitest';
import {
  failureOfLoss,
  failureOfReset,
  failureOfText,
} from '../../../src-main/engine/tunnel/stream-failure.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'u', node: 'node1' };
const untouched = { pod, port: 9999, sent: 5, received: 0 };
const running = { pod, port: 9999, sent: 5, received: 7 };

const netns = 'network namespace "/var/run/netns/cni-1"';

/** As the runtimes write them: containerd, CRI-O, old and new (tunnel.md, 2.3 and 13). */
const texts = [
  ['network namespace for sandbox "62d8" is closed', 'podGone', true, true],
  ['failed to find sandbox "62d8" in store: not found', 'podGone', true, true],
  ['could not find sandbox "62d8"', 'podGone', true, true],
  ['sandbox container "62d8" is not running', 'podGone', true, true],
  [
    `failed to execute portforward in ${netns}: failed to connect to localhost:9999 inside namespace "62d8", IPv4: dial tcp4 127.0.0.1:9999: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found`,
    'connectionRefused',
    true,
    false,
  ],
  ['dial tcp 127.0.0.1:9999: connect: connection refused', 'connectionRefused', true, false],
  [
    `failed to execute portforward in ${netns}: read tcp4 127.0.0.1:47016->127.0.0.1:9008: read: connection reset by peer`,
    'connectionReset',
    false,
    false,
  ],
  ['write tcp4 127.0.0.1:1->127.0.0.1:2: write: broken pipe', 'connectionReset', false, false],
  ['(conn=0xc000, request=1) timed out waiting for streams', 'tunnelLost', true, false],
  ['something that no runtime has said so far', 'connectionReset', false, false],
] as const;

test.each(texts)('%s: %s', (text, code, undelivered, podGone) => {
  const { problem, ...decision } = failureOfText(text, untouched);
  expect({ code: problem.code, detail: problem.detail, ...decision }).toEqual({
    code,
    detail: text,
    undelivered,
    podGone,
  });
});

test('says where nothing listens', () => {
  expect(failureOfText('connect: connection refused', untouched).problem.message).toBe(
    'The application does not listen on port 9999 in pod web-1. Check the port, and that the application listens on localhost or on all addresses of the pod.',
  );
});

test('what has begun to answer was delivered, whatever the text says', () => {
  expect(failureOfText('connect: connection refused', running).undelivered).toBe(false);
});

test('a reset without a text means a pod that is gone before any byte, a cut connection after', () => {
  const facts = [failureOfReset(untouched), failureOfReset(running)];
  expect(facts.map(({ problem, ...decision }) => ({ code: problem.code, ...decision }))).toEqual([
    { code: 'podGone', undelivered: true, podGone: true },
    { code: 'connectionReset', undelivered: false, podGone: false },
  ]);
});

test('a lost tunnel has delivered nothing only where nothing was sent', () => {
  const problem = newProblem('tunnelLost', 'The connection was lost. Connect again.');
  const silent = { ...untouched, sent: 0 };
  expect([silent, untouched, running].map((facts) => failureOfLoss(problem, facts).undelivered)).toEqual([
    true,
    false,
    false,
  ]);
});
