import { hasAnswered, type ProbeResult, probeWords } from '../../src-main/shared/probe.ts';
import type { Route, RouteState } from '../../src-main/shared/route.ts';
import { said, t } from '../language.svelte.ts';
import { formatAge } from './format.ts';
import type { StateLook } from './session-summary.ts';

/** What the cluster says of a way in, as shape, word and colour; nobody has tried it. */
export function wayLook(state: RouteState): StateLook {
  const word = t(`ways.state.${state.state}`);
  switch (state.state) {
    case 'open':
      return { shape: 'ring', tone: 'soft', word };
    case 'inside':
      return { shape: 'ring', tone: 'soft', word };
    case 'waiting':
      return {
        shape: 'diamond',
        tone: 'warn',
        word:
          state.since === null ? word : t('ways.waitingFor', { time: formatAge(Date.now() - state.since) }),
      };
    case 'unknown':
      return { shape: 'diamond', tone: 'warn', word };
    case 'broken':
    case 'denied':
      return { shape: 'triangle', tone: 'bad', word };
  }
}

/**
 * What came of trying a way's addresses, of which one that answers is enough; what is known of the way itself counts more than
 * that none does. Null where nothing was tried.
 */
export function probedLook(state: RouteState, results: readonly ProbeResult[]): StateLook | null {
  const tried = results.filter(({ result }) => result !== 'notProbed');
  const [best] = tried.toSorted((a, b) => rank(a) - rank(b));
  if (best === undefined || (state.state !== 'open' && !hasAnswered(best))) return null;
  const answering = tried.filter(hasAnswered).length;
  if (answering > 0 && answering < tried.length)
    return { shape: 'diamond', tone: 'warn', word: t('ways.someAnswer', { answering, tried: tried.length }) };
  switch (best.result) {
    case 'reachable':
      return { shape: 'disc', tone: 'ok', word: t('ways.probe.reachable', { ms: best.milliseconds }) };
    case 'wrongCertificate':
      return { shape: 'diamond', tone: 'warn', word: t('ways.probe.wrongCertificate') };
    case 'nameUnresolved': {
      const word = t(best.late ? 'ways.probe.nameLate' : 'ways.probe.nameUnresolved');
      return { shape: 'diamond', tone: 'warn', word };
    }
    case 'refused':
    case 'timedOut':
    case 'unreachable':
    case 'noAnswer':
      return { shape: 'triangle', tone: 'bad', word: t(`ways.probe.${best.result}`) };
    case 'notProbed':
      return null;
  }
}

/** The sentences of what came of it, each once. */
export function probeNotes(results: readonly ProbeResult[]): string[] {
  return [
    ...new Set(
      results.filter(({ result }) => result !== 'reachable').map((probe) => said(probeWords(probe))),
    ),
  ];
}

/** The best result first, then the one that tells most. */
const ranks = [
  'reachable',
  'wrongCertificate',
  'nameUnresolved',
  'noAnswer',
  'refused',
  'timedOut',
  'unreachable',
  'notProbed',
] as const satisfies readonly ProbeResult['result'][];

function rank({ result }: ProbeResult): number {
  return ranks.indexOf(result);
}

/** All that is to be said of a way in beside its address. */
export function wayNotes({ state, notes }: Route): string[] {
  return [...(state.state === 'open' ? [] : [state.why]), ...notes].map(said);
}
