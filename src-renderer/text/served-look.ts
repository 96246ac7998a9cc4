import type { ApiProxy } from '../../src-main/shared/api-proxy.ts';
import type { LocalEntry } from '../../src-main/shared/local-entry.ts';
import type { Problem } from '../../src-main/shared/problem.ts';
import { said, t } from '../language.svelte.ts';
import { problemReason } from './problem-words.ts';
import type { StateLook } from './session-summary.ts';

/** How an address stands that leads through an API server, as shape, word and colour. */
export function proxyLook({ problem }: ApiProxy): StateLook {
  return troubleLook(problem) ?? served();
}

/** What is in its way, in a sentence; none for nothing. */
export function proxyNotes({ problem }: ApiProxy): string[] {
  return problem === null ? [] : [said(problem.words)];
}

/** How a local entry stands, whose certificate may be one that a browser would refuse. */
export function entryLook({ way, problem, certificate }: LocalEntry): StateLook {
  // By the network it comes to no pod that could be called so.
  if (way.by === 'network' && problem?.code === 'connectionRefused')
    return { shape: 'diamond', tone: 'warn', word: t('ways.probe.refused') };
  const isTrusted = certificate === null || certificate.faults.length === 0;
  const distrusted: StateLook = { shape: 'diamond', tone: 'warn', word: t('ways.probe.wrongCertificate') };
  return troubleLook(problem) ?? (isTrusted ? served() : distrusted);
}

function troubleLook(problem: Problem | null): StateLook | null {
  return problem === null ? null : { shape: 'diamond', tone: 'warn', word: problemReason(problem.code) };
}

function served(): StateLook {
  return { shape: 'disc', tone: 'ok', word: t('ways.served') };
}
