import type { Balance, BalanceMode } from '../../src-main/shared/balance.ts';
import type { PodRow } from '../../src-main/shared/catalog.ts';
import type { EndOfFile } from '../../src-main/shared/forward.ts';
import type { PodRef } from '../../src-main/shared/session.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { PodTraffic } from '../../src-main/shared/traffic.ts';
import type { StateLook } from './session-summary.ts';

/** A choice as a person reads it, and what it does in one line. */
interface Choice {
  readonly label: string;
  readonly hint: string;
}

export const balanceChoices: Record<BalanceMode, Choice> = {
  sticky: { label: 'Sticky', hint: 'All connections go to the same pod, as long as it is good.' },
  roundRobin: { label: 'Round-robin', hint: 'Each new connection goes to the next ready pod.' },
  leastConnections: {
    label: 'Least connections',
    hint: 'Each new connection goes to the pod with the fewest open ones.',
  },
  pod: { label: 'One pod', hint: 'All connections go to this pod, and wait while it is away.' },
};

export const eofChoices: Record<EndOfFile, Choice> = {
  defer: {
    label: 'Tell the pod once it is quiet',
    hint: 'Replies arrive whole, however long they take.',
  },
  immediate: {
    label: 'Tell the pod at once, as kubectl does',
    hint: 'The pod’s side ends one second later; a reply that takes longer is cut.',
  },
};

/** A forward's balance in a few words. */
export function balanceWords(balance: Balance): string {
  const { label } = balanceChoices[balance.mode];
  return balance.mode === 'pod' ? `${label}: ${balance.name}` : label;
}

/** Where connections go, for a row: the one pod, or how it is chosen. */
export function podsWords({ mode }: Balance, pod: PodRef): string {
  return mode === 'sticky' || mode === 'pod' ? pod.name : balanceChoices[mode].label;
}

/** Whether a pod takes new connections. */
export function podRoleLook(state: PodTraffic['state']): StateLook {
  switch (state) {
    case 'current':
      return { shape: 'disc', tone: 'ok', word: 'current' };
    case 'terminating':
      return { shape: 'diamond', tone: 'warn', word: 'terminating' };
    case 'former':
      return { shape: 'ring', tone: 'soft', word: 'former' };
  }
}

/** Pods of the target's namespace to choose from; those that are named after it, as a workload's are, come first. */
export function podSuggestions(pods: readonly PodRow[], target: Target | null) {
  if (target === null) return [];
  const isNamedAfter = ({ name }: PodRow) => name.startsWith(`${target.name}-`);
  return pods
    .filter(({ namespace }) => namespace === target.namespace)
    .toSorted((a, b) => Number(isNamedAfter(b)) - Number(isNamedAfter(a)))
    .map((pod) => ({ value: pod.name, note: pod.ready ? 'ready' : pod.status }));
}
