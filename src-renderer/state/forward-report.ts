import type { Forward } from '../../src-main/shared/forward.ts';
import { forwardReport } from '../text/forward-report.ts';
import type { AppState } from './app-state.svelte.ts';

/** The report on a forward as it is now. */
export function reportOf(forward: Forward, { clusters, forwards, join, traffic }: AppState): string {
  const status = clusters.status(forward.target.context);
  return forwardReport({
    forward,
    session: forwards.session(forward.id),
    traffic: traffic.of(forward.id).ports,
    timeline: forwards.timeline(forward.id),
    portolanVersion: join.phase === 'joined' ? join.version : '',
    clusterVersion: status.phase === 'connected' ? status.version : null,
    now: Date.now(),
  });
}
