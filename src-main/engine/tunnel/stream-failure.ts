import { type Message, message } from '../../shared/language/message.ts';
import { type Layer, newProblem, type Problem, type ProblemCode } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { StreamFailure } from './pod-stream.ts';

/** What is known about a connection whose stream ended badly. */
export interface StreamFacts {
  readonly pod: PodRef;
  readonly port: number;
  /** Bytes of the client that were written to the tunnel. */
  readonly sent: number;
  /** Bytes of the application that arrived. */
  readonly received: number;
}

interface Cause {
  readonly pattern: RegExp;
  readonly code: ProblemCode;
  readonly layer: Layer;
  readonly podGone: boolean;
  /** The text itself proves that the application was never reached. */
  readonly beforeDelivery: boolean;
  words(facts: StreamFacts): Message;
}

/** What the runtimes write on the error stream (tunnel.md, 2.3 and 13: containerd, CRI-O, old and new). First match wins. */
const causes: readonly Cause[] = [
  {
    pattern:
      /network namespace for sandbox .* is closed|failed to find sandbox|could not find sandbox|sandbox .*(?:not found|is not running)|network namespace .*no such file or directory|pod (?:not found|does not exist)/i,
    code: 'podGone',
    layer: 'runtime',
    podGone: true,
    beforeDelivery: true,
    words: ({ pod }) => message('tunnel.podGone', { pod: pod.name }),
  },
  {
    pattern: /timed out waiting for streams|stream already assigned/i,
    code: 'tunnelLost',
    layer: 'runtime',
    podGone: false,
    beforeDelivery: true,
    words: ({ pod }) => message('tunnel.blocked', { pod: pod.name }),
  },
  {
    pattern: /failed to connect to localhost:\d+ inside namespace|failed to dial|connection refused/i,
    code: 'connectionRefused',
    layer: 'application',
    podGone: false,
    beforeDelivery: true,
    words: ({ pod, port }) => message('tunnel.appRefused', { pod: pod.name, port }),
  },
  {
    pattern: /connection reset by peer|broken pipe/i,
    code: 'connectionReset',
    layer: 'application',
    podGone: false,
    beforeDelivery: false,
    words: ({ pod, port }) => message('tunnel.appReset', { pod: pod.name, port }),
  },
];

/** What a text on the error stream means. */
export function failureOfText(text: string, facts: StreamFacts): StreamFailure {
  const cause = causes.find(({ pattern }) => pattern.test(text));
  if (cause === undefined) {
    const words = message('tunnel.failed', { pod: facts.pod.name, port: facts.port });
    return {
      problem: newProblem('connectionReset', words, { detail: text, layer: 'runtime' }),
      undelivered: false,
      podGone: false,
    };
  }
  return {
    problem: newProblem(cause.code, cause.words(facts), { detail: text, layer: cause.layer }),
    undelivered: cause.beforeDelivery && facts.received === 0,
    podGone: cause.podGone,
  };
}

/**
 * What a reset without a text means. Before any byte it is how a sandbox that is gone answers a new stream
 * (measured, tunnel.md, 13); afterwards the connection alone was cut.
 */
export function failureOfReset(facts: StreamFacts): StreamFailure {
  if (facts.received > 0) {
    const words = message('tunnel.cut', { pod: facts.pod.name, port: facts.port });
    return { problem: newProblem('connectionReset', words), undelivered: false, podGone: false };
  }
  const words = message('tunnel.podRefuses', { pod: facts.pod.name });
  return { problem: newProblem('podGone', words), undelivered: true, podGone: true };
}

/** What the loss of the whole tunnel means for one of its streams. */
export function failureOfLoss(problem: Problem, facts: StreamFacts): StreamFailure {
  return { problem, undelivered: facts.sent === 0 && facts.received === 0, podGone: false };
}

/** What the end of the pod means for a stream that has not heard of it. */
export function failureOfEndedPod(facts: StreamFacts): StreamFailure {
  const words = message('tunnel.podDeleted', { pod: facts.pod.name });
  const undelivered = facts.sent === 0 && facts.received === 0;
  return { problem: newProblem('podGone', words), undelivered, podGone: true };
}
