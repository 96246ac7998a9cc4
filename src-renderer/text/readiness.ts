import type { PodRow } from '../../src-main/shared/catalog.ts';
import { t } from '../language.svelte.ts';
import type { StateLook, Tone } from './session-summary.ts';

/** Ready pods of how many, as shape, word and colour. */
export function readinessLook(ready: number, total: number): StateLook {
  if (total === 0) return { shape: 'ring', tone: 'soft', word: t('catalog.noPods') };
  const word = t('catalog.readyOf', { ready, total });
  if (ready === 0) return { shape: 'triangle', tone: 'bad', word };
  return ready < total ? { shape: 'diamond', tone: 'warn', word } : { shape: 'disc', tone: 'ok', word };
}

/** From none ready to all; what wants no pods is after those. */
export function readinessRank(ready: number, total: number): number {
  return total === 0 ? Infinity : ready / total;
}

const passing = new Set([
  'Pending',
  'ContainerCreating',
  'PodInitializing',
  'Terminating',
  'Running',
  'Unknown',
]);
const finished = new Set(['Completed', 'Succeeded']);

type PodState = Pick<PodRow, 'status' | 'ready'>;

/** A pod's status: kubectl's word, or that it runs and is not ready. */
export function podWord({ status, ready }: PodState): string {
  return status === 'Running' && !ready ? t('catalog.notReady') : status;
}

/** A pod's status, and whether it is good. */
export function podLook(pod: PodState): StateLook {
  const tone = podTone(pod);
  return { shape: podShapes[tone], tone, word: podWord(pod) };
}

/** What needs somebody comes first, what is finished last; the same words stand together. */
export function podRank(pod: PodState): string {
  return `${podRanks[podTone(pod)]} ${pod.status}`;
}

const podShapes = { bad: 'triangle', warn: 'diamond', ok: 'disc', soft: 'ring' } as const;
const podRanks = { bad: 0, warn: 1, ok: 2, soft: 3 } as const;

function podTone({ status, ready }: PodState): Tone {
  if (status === 'Running' && ready) return 'ok';
  if (finished.has(status)) return 'soft';
  const comes = passing.has(status) || (status.startsWith('Init:') && !/Error|BackOff/.test(status));
  return comes ? 'warn' : 'bad';
}
