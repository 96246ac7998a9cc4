import type { PodRow } from '../../src-main/shared/catalog.ts';
import { t } from '../language.svelte.ts';
import type { StateLook } from './session-summary.ts';

/** Ready pods of how many, as shape, word and colour. */
export function readinessLook(ready: number, total: number): StateLook {
  if (total === 0) return { shape: 'ring', tone: 'soft', word: t('catalog.noPods') };
  const word = t('catalog.readyOf', { ready, total });
  if (ready === 0) return { shape: 'triangle', tone: 'bad', word };
  return ready < total ? { shape: 'diamond', tone: 'warn', word } : { shape: 'disc', tone: 'ok', word };
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

/** A pod's status: kubectl's word, and whether it is good. */
export function podLook({ status, ready }: Pick<PodRow, 'status' | 'ready'>): StateLook {
  if (finished.has(status)) return { shape: 'ring', tone: 'soft', word: status };
  if (status === 'Running') {
    return ready
      ? { shape: 'disc', tone: 'ok', word: status }
      : { shape: 'diamond', tone: 'warn', word: t('catalog.notReady') };
  }
  const comes = passing.has(status) || (status.startsWith('Init:') && !/Error|BackOff/.test(status));
  return comes
    ? { shape: 'diamond', tone: 'warn', word: status }
    : { shape: 'triangle', tone: 'bad', word: status };
}
