import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { PodSource } from '../kube/pod-source.ts';
import type { Log } from '../log.ts';
import type { PodDialer } from '../tunnel/pod-stream.ts';
import type { PortClaims } from './port-claims.ts';

/** The way to a context's pods, closed with its last user. */
export interface DialerLease extends AsyncDisposable {
  readonly dialer: PodDialer;
}

/** What every session needs of the engine. */
export interface SessionWorld {
  /** Throws `contextMissing`. */
  readonly pods: (target: Target) => PodSource;
  /** Throws `contextMissing`. */
  readonly dialer: (context: string) => DialerLease;
  readonly claims: PortClaims;
  readonly clock: Clock;
  readonly log: Log;
}
