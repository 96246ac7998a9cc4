import type { ProblemCode } from '../../shared/problem.ts';
import { retryDelay } from '../retry-delay.ts';
import type { StreamFailure } from '../tunnel/pod-stream.ts';

/** What decides about another try of a connection, beside its failure. */
export interface RetryFacts {
  /** How many retries came before. */
  readonly retry: number;
  /** All that the client has sent can be sent again. */
  readonly isRepeatable: boolean;
  /** The forward's port has answered before. */
  readonly hasAnswered: boolean;
  /** What is left of the hold time, in milliseconds. */
  readonly leftMs: number;
  /** In [0, 1). */
  readonly chance: number;
}

/** Held clients are served within this time of the API's return. */
const longestWaitMs = 1_000;
/** What passes by itself while a deployment or an API server is replaced. */
const passing: ReadonlySet<ProblemCode> = new Set([
  'podGone',
  'apiUnreachable',
  'providerUnreachable',
  'apiError',
  'tunnelLost',
]);
/**
 * What passes where the port has answered before: its application, or the API server, is being restarted. A starting API
 * server refuses everybody until it has read its rules.
 */
const passingOnceProven: ReadonlySet<ProblemCode> = new Set(['connectionRefused', 'forbidden']);

/** How long to wait before a failed connection is tried again, in milliseconds; null where it may not be. */
export function retryWaitMs({ problem, undelivered }: StreamFailure, facts: RetryFacts): number | null {
  const { retry, isRepeatable, hasAnswered, leftMs, chance } = facts;
  const mayPass = passing.has(problem.code) || (hasAnswered && passingOnceProven.has(problem.code));
  if (!undelivered || !isRepeatable || !mayPass) return null;
  // At once, then slower: most losses are over by the first retry.
  const waitMs = retry === 0 ? 0 : Math.min(longestWaitMs, retryDelay(retry - 1, chance));
  return waitMs > leftMs ? null : waitMs;
}
