import type { LocalEntry } from '../../src-main/shared/local-entry.ts';
import { t } from '../language.svelte.ts';
import { problemReason } from './problem-words.ts';
import type { StateLook } from './session-summary.ts';

/** How a local entry stands, as shape, word and colour. */
export function entryLook({ problem, certificate }: LocalEntry): StateLook {
  if (problem !== null) return { shape: 'diamond', tone: 'warn', word: problemReason(problem.code) };
  const isTrusted = certificate === null || certificate.faults.length === 0;
  return isTrusted
    ? { shape: 'disc', tone: 'ok', word: t('ways.served') }
    : { shape: 'diamond', tone: 'warn', word: t('ways.probe.wrongCertificate') };
}
