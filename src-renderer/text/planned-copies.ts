import {
  defaultSettings,
  type Forward,
  type ForwardSettings,
  settingsOf,
} from '../../src-main/shared/forward.ts';
import { type Message, message } from '../../src-main/shared/language/message.ts';
import { localNumber, type PortPair } from '../../src-main/shared/port-pair.ts';
import { targetKey } from '../../src-main/shared/target.ts';

/** Where copies lead to; null for what stays each forward's own. */
export interface CopyPlace {
  readonly context: string | null;
  readonly namespace: string | null;
}

/** A copy as it would be added, and what of it differs from what one might expect. */
export interface PlannedCopy {
  readonly settings: ForwardSettings;
  readonly notes: readonly Message[];
}

/** The copies of forwards in another context or namespace, each with local ports that none of the saved ones has. */
export function planCopies(
  originals: readonly Forward[],
  place: CopyPlace,
  saved: readonly Forward[],
): PlannedCopy[] {
  return originals.map((original) => {
    const target = {
      ...original.target,
      context: place.context ?? original.target.context,
      namespace: place.namespace ?? original.target.namespace,
    };
    const ports = original.ports.map((pair) => freePair(pair, saved));
    const there = saved.find((other) => leadsTo(other, target, original.ports));
    const isElsewhere = targetKey(target) !== targetKey(original.target);
    const pod = isElsewhere && original.balance.mode === 'pod' ? original.balance.name : null;
    return {
      settings: {
        ...settingsOf(original),
        target,
        ports: ports.map(({ pair }) => pair),
        ...(pod === null ? {} : { balance: defaultSettings.balance }),
      },
      notes: [
        ...(there === undefined ? [] : [message('duplicate.thereAlready', { label: there.label })]),
        ...ports.flatMap(({ note }) => (note === null ? [] : [note])),
        ...(pod === null ? [] : [message('duplicate.podLeft', { pod })]),
      ],
    };
  });
}

/** The pair with its own local port, or one that the system chooses where a forward of ours has that. */
function freePair(
  { local, remote }: PortPair,
  saved: readonly Forward[],
): { readonly pair: PortPair; readonly note: Message | null } {
  const free: PortPair = { local: { kind: 'auto', last: null }, remote };
  if (local.kind === 'auto') return { pair: free, note: null };
  const { port } = local;
  const holder = saved.find(({ ports }) => ports.some((pair) => localNumber(pair.local) === port));
  if (holder === undefined) return { pair: { local, remote }, note: null };
  return { pair: free, note: message('duplicate.portTaken', { port, label: holder.label }) };
}

function leadsTo(forward: Forward, target: Forward['target'], ports: readonly PortPair[]): boolean {
  return (
    targetKey(forward.target) === targetKey(target) &&
    ports.every(({ remote }) => forward.ports.some((pair) => pair.remote === remote))
  );
}
