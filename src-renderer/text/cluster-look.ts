import type { ClusterStatus, ContextInfo } from '../../src-main/shared/catalog.ts';
import { isLoginProblem } from '../../src-main/shared/problem.ts';
import { t } from '../language.svelte.ts';
import type { StateLook } from './session-summary.ts';

/** How a context's cluster looks: what is wrong with the kubeconfig entry comes before what its API says. */
export function clusterLook(context: ContextInfo, status: ClusterStatus): StateLook {
  if (context.problem !== null) return { shape: 'triangle', tone: 'bad', word: t('clusters.unusable') };
  switch (status.phase) {
    case 'idle':
      return { shape: 'ring', tone: 'soft', word: t('clusters.notConnected') };
    case 'connecting':
      return { shape: 'diamond', tone: 'warn', word: t('state.connecting') };
    case 'connected':
      return { shape: 'disc', tone: 'ok', word: t('clusters.connected') };
    case 'failed':
      return {
        shape: 'triangle',
        tone: 'bad',
        word: t(needsLogin(context, status) ? 'clusters.needsLogin' : 'clusters.failed'),
      };
  }
}

/** Whether a login is what the cluster waits for. */
export function needsLogin(context: ContextInfo, status: ClusterStatus): boolean {
  return context.problem === null && status.phase === 'failed' && isLoginProblem(status.problem.code);
}
