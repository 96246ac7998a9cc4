import type { LocalEntry } from '../../src-main/shared/local-entry.ts';
import { faultWords } from '../../src-main/shared/probe.ts';
import { said, t } from '../language.svelte.ts';
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

/** Which host it serves, by which way, and what is wrong there. `host` is as the route writes it, with its scheme. */
export function entryNotes({ way, problem, certificate }: LocalEntry, host: string): string[] {
  const faults = certificate === null ? [] : faultWords(certificate);
  return [
    way.by === 'forward'
      ? t('ways.entryForward', { host, service: way.service, namespace: way.namespace })
      : t('ways.entryNetwork', { host, place: way.places[0] ?? '' }),
    ...(problem === null ? [] : [said(problem.words)]),
    ...(faults.length === 0 ? [] : [t('ways.entryCertificate', { faults: faults.map(said) })]),
  ];
}
