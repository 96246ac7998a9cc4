import type { ClusterStatus, ContextInfo } from '../../src-main/shared/catalog.ts';
import { isLoginProblem } from '../../src-main/shared/problem.ts';
import type { StateLook } from './session-summary.ts';

/** How a context's cluster looks: what is wrong with the kubeconfig entry comes before what its API says. */
export function clusterLook(context: ContextInfo, status: ClusterStatus): StateLook {
  if (context.problem !== null) return { shape: 'triangle', tone: 'bad', word: 'Unusable' };
  switch (status.phase) {
    case 'idle':
      return { shape: 'ring', tone: 'soft', word: 'Not connected' };
    case 'connecting':
      return { shape: 'diamond', tone: 'warn', word: 'Connecting' };
    case 'connected':
      return { shape: 'disc', tone: 'ok', word: 'Connected' };
    case 'failed':
      return {
        shape: 'triangle',
        tone: 'bad',
        word: isLoginProblem(status.problem.code) ? 'Needs login' : 'Failed',
      };
  }
}
