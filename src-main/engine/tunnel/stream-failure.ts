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
  message(facts: StreamFacts): string;
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
    message: ({ pod }) => `Pod ${pod.name} no longer runs. The connection goes to the next ready pod.`,
  },
  {
    pattern: /timed out waiting for streams|stream already assigned/i,
    code: 'tunnelLost',
    layer: 'runtime',
    podGone: false,
    beforeDelivery: true,
    message: ({ pod }) => `The tunnel to pod ${pod.name} is blocked. Connect again to use a new one.`,
  },
  {
    pattern: /failed to connect to localhost:\d+ inside namespace|failed to dial|connection refused/i,
    code: 'connectionRefused',
    layer: 'application',
    podGone: false,
    beforeDelivery: true,
    message: ({ pod, port }) =>
      `The application does not listen on port ${port} in pod ${pod.name}. ` +
      'Check the port, and that the application listens on localhost or on all addresses of the pod.',
  },
  {
    pattern: /connection reset by peer|broken pipe/i,
    code: 'connectionReset',
    layer: 'application',
    podGone: false,
    beforeDelivery: false,
    message: ({ pod, port }) =>
      `The application on port ${port} in pod ${pod.name} reset the connection. Look at the log of the pod for the cause.`,
  },
];

/** What a text on the error stream means. */
export function failureOfText(text: string, facts: StreamFacts): StreamFailure {
  const cause = causes.find(({ pattern }) => pattern.test(text));
  if (cause === undefined) {
    const message = `The connection to port ${facts.port} in pod ${facts.pod.name} failed. See the details for what the node reported.`;
    return {
      problem: newProblem('connectionReset', message, { detail: text, layer: 'runtime' }),
      undelivered: false,
      podGone: false,
    };
  }
  return {
    problem: newProblem(cause.code, cause.message(facts), { detail: text, layer: cause.layer }),
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
    const message = `The connection to port ${facts.port} in pod ${facts.pod.name} was cut. Connect again.`;
    return { problem: newProblem('connectionReset', message), undelivered: false, podGone: false };
  }
  const message = `Pod ${facts.pod.name} no longer accepts connections. The connection goes to the next ready pod.`;
  return { problem: newProblem('podGone', message), undelivered: true, podGone: true };
}

/** What the loss of the whole tunnel means for one of its streams. */
export function failureOfLoss(problem: Problem, facts: StreamFacts): StreamFailure {
  return { problem, undelivered: facts.sent === 0 && facts.received === 0, podGone: false };
}

/** What the end of the pod means for a stream that has not heard of it. */
export function failureOfEndedPod(facts: StreamFacts): StreamFailure {
  const message = `Pod ${facts.pod.name} was deleted before the connection was over. Connect again.`;
  const undelivered = facts.sent === 0 && facts.received === 0;
  return { problem: newProblem('podGone', message), undelivered, podGone: true };
}
