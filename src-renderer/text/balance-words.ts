import type { Balance, BalanceMode } from '../../src-main/shared/balance.ts';
import type { PodRow } from '../../src-main/shared/catalog.ts';
import type { EndOfFile } from '../../src-main/shared/forward.ts';
import type { PodRef } from '../../src-main/shared/session.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { PodTraffic } from '../../src-main/shared/traffic.ts';
import { t } from '../language.svelte.ts';
import type { StateLook } from './session-summary.ts';

/** A choice as a person reads it, and what it does in one line. */
interface Choice {
  readonly label: string;
  readonly hint: string;
}

export function balanceChoice(mode: BalanceMode): Choice {
  return { label: t(`balance.${mode}`), hint: t(`balance.${mode}Hint`) };
}

export function eofChoice(eof: EndOfFile): Choice {
  return { label: t(`editor.eof.${eof}`), hint: t(`editor.eof.${eof}Hint`) };
}

/** A forward's balance in a few words. */
export function balanceWords(balance: Balance): string {
  return balance.mode === 'pod' ? t('balance.podNamed', { pod: balance.name }) : t(`balance.${balance.mode}`);
}

/** Where connections go, for a row: the one pod, or how it is chosen. */
export function podsWords({ mode }: Balance, pod: PodRef): string {
  return mode === 'sticky' || mode === 'pod' ? pod.name : t(`balance.${mode}`);
}

/** Whether a pod takes new connections. */
export function podRoleLook(state: PodTraffic['state']): StateLook {
  const word = t(`balance.role.${state}`);
  switch (state) {
    case 'current':
      return { shape: 'disc', tone: 'ok', word };
    case 'terminating':
      return { shape: 'diamond', tone: 'warn', word };
    case 'former':
      return { shape: 'ring', tone: 'soft', word };
  }
}

/** Pods of the target's namespace to choose from; those that are named after it, as a workload's are, come first. */
export function podSuggestions(pods: readonly PodRow[], target: Target | null) {
  if (target === null) return [];
  const isNamedAfter = ({ name }: PodRow) => name.startsWith(`${target.name}-`);
  return pods
    .filter(({ namespace }) => namespace === target.namespace)
    .toSorted((a, b) => Number(isNamedAfter(b)) - Number(isNamedAfter(a)))
    .map((pod) => ({ value: pod.name, note: pod.ready ? t('editor.ready') : pod.status }));
}
