import type { OnReadOpts, Socket } from 'node:net';
import type { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import { connectionTimedOut } from '../net/connection-errors.ts';
import { networkProblem } from '../net/network-problem.ts';
import { openSocket } from '../net/open-socket.ts';
import { inTime } from './deadline.ts';

const connectTimeoutMs = 10_000;

/** A connection to the API server, ready for one upgrade request. Rejects with a `ProblemError`, or the signal's reason. */
export async function connect(
  target: UpgradeTarget,
  clock: Clock,
  signal: AbortSignal,
  onread: OnReadOpts | null = null,
): Promise<Socket> {
  const { server, proxy } = target;
  const through = proxy === null ? '' : ` through the proxy ${proxy.shown}`;
  const limit = { signal, clock, ms: connectTimeoutMs, reason: () => timedOut(server, through) };
  return inTime(limit, async (until) => {
    try {
      return await openSocket(target, until, onread);
    } catch (error) {
      throw connectProblem(server, error);
    }
  });
}

/** What a failed connection means: faults of trust need the user, all others pass. */
export function connectProblem(server: URL, error: unknown): ProblemError {
  return networkProblem({ context: null, server: server.href, path: null }, error);
}

function timedOut(server: URL, through: string): ProblemError {
  return connectProblem(server, connectionTimedOut(through));
}
