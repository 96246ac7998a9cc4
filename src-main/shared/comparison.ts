import { formatEndAfter } from './automatic-end.ts';
import { formatBalance } from './balance.ts';
import { isExposed } from './bind-address.ts';
import { type Forward, type ForwardSettings, settingsOf } from './forward.ts';
import { formatHoldTime } from './hold-time.ts';
import type { ImportedForward, ImportSource } from './import.ts';
import { formatPortPair } from './port-pair.ts';
import { formatSecretLink } from './secret.ts';
import { formatTarget, type Target } from './target.ts';

/** A forward of a file whose context is one of this person's; `''` while nobody has said which, as for its namespace. */
export type PlacedForward = ImportedForward & { readonly target: Target };

/** What a forward of a file says about itself, in the order in which differences are told. */
export const comparedFields = [
  'label',
  'context',
  'namespace',
  'target',
  'ports',
  'addresses',
  'group',
  'hold',
  'balance',
  'eof',
  'allowFrom',
  'endAfter',
  'secret',
] as const;
export type ComparedField = (typeof comparedFields)[number];

/** One difference, as the file would write both sides; null for none: no group, no Secret, everybody, no end. */
export interface FieldChange {
  readonly field: ComparedField;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a forward of a file is to what is saved, or one that is saved to the file. */
export type Comparison =
  | { readonly kind: 'new'; readonly imported: PlacedForward }
  | {
      readonly kind: 'changed';
      readonly imported: PlacedForward;
      readonly saved: Forward;
      readonly changes: readonly FieldChange[];
    }
  | { readonly kind: 'same'; readonly imported: PlacedForward; readonly saved: Forward }
  | { readonly kind: 'missing'; readonly saved: Forward };

/**
 * Compares a file with what is saved, in the order of the file; what only is saved comes last, and only for a workspace
 * file, which stands for all that a team forwards. Other formats say ports and addresses; the rest stays as it is saved.
 */
export function compareForwards(
  source: ImportSource,
  imported: readonly PlacedForward[],
  saved: readonly Forward[],
): Comparison[] {
  const isWhole = source === 'workspace';
  const fields: readonly ComparedField[] = isWhole ? comparedFields : ['ports', 'addresses'];
  const pairs = matchForwards(imported, saved, isWhole ? [...byLabel, ...byTarget] : byTarget);
  const compared = imported.map((one): Comparison => {
    const other = pairs.get(one);
    if (other === undefined) return { kind: 'new', imported: one };
    const changes = changesBetween(other, one, fields);
    return changes.length === 0
      ? { kind: 'same', imported: one, saved: other }
      : { kind: 'changed', imported: one, saved: other, changes };
  });
  if (!isWhole) return compared;
  const met = new Set(pairs.values());
  return [
    ...compared,
    ...saved
      .filter((forward) => !met.has(forward))
      .map((forward) => ({ kind: 'missing', saved: forward }) as const),
  ];
}

/**
 * The saved forward's settings with the differences taken over; what no file says (a favourite) stays. That the result may be
 * exposed is for the person to allow where `addresses` or `allowFrom` is among the differences.
 */
export function changedSettings({
  saved,
  imported,
  changes,
}: Extract<Comparison, { kind: 'changed' }>): ForwardSettings {
  const fields = new Set(changes.map(({ field }) => field));
  const before = settingsOf(saved);
  const pick = (field: ComparedField) => (fields.has(field) ? imported : before);
  const { kind, name } = pick('target').target;
  const { addresses } = pick('addresses');
  return {
    label: pick('label').label,
    target: {
      context: pick('context').target.context,
      namespace: pick('namespace').target.namespace,
      kind,
      name,
    },
    ports: pick('ports').ports,
    addresses,
    group: pick('group').group,
    holdMs: pick('hold').holdMs,
    balance: pick('balance').balance,
    eof: pick('eof').eof,
    favourite: before.favourite,
    allowFrom: pick('allowFrom').allowFrom,
    endAfterMs: pick('endAfter').endAfterMs,
    secret: pick('secret').secret,
    allowExposure: isExposed(addresses),
  };
}

type Identity = (
  forward: Pick<Forward, 'label' | 'ports'> & { readonly target: Target },
) => readonly unknown[];

const target: Identity = ({ target: { context, namespace, kind, name } }) => [context, namespace, kind, name];
const remotes: Identity = ({ ports }) => ports.map(({ remote }) => String(remote)).sort();

/**
 * Which saved forward each of a file is: the one of its label in its cluster, the nearest by target and remote ports
 * where several have it; then, of those left, the one with its target and remote ports under another label. A label of
 * another cluster is no match: most labels are the target's name, which dev and prod share.
 */
const byLabel: readonly Identity[] = [
  (forward) => [forward.label, target(forward), remotes(forward)],
  (forward) => [forward.label, target(forward)],
  (forward) => [forward.label, forward.target.context],
];
const byTarget: readonly Identity[] = [(forward) => [target(forward), remotes(forward)]];

/** Pairs one to one; every rule is tried on all before the next, so that a loose match never takes an exact one's partner. */
function matchForwards(
  imported: readonly PlacedForward[],
  saved: readonly Forward[],
  rules: readonly Identity[],
): Map<PlacedForward, Forward> {
  const pairs = new Map<PlacedForward, Forward>();
  const free = new Set(saved);
  for (const identity of rules) {
    const candidates = Map.groupBy(free, (forward) => JSON.stringify(identity(forward)));
    for (const one of imported) {
      if (pairs.has(one)) continue;
      const match = candidates.get(JSON.stringify(identity(one)))?.shift();
      if (match === undefined) continue;
      pairs.set(one, match);
      free.delete(match);
    }
  }
  return pairs;
}

function changesBetween(
  saved: Forward,
  imported: PlacedForward,
  fields: readonly ComparedField[],
): FieldChange[] {
  return fields
    .map((field) => ({ field, from: written[field](saved), to: written[field](imported) }))
    .filter(({ from, to }) => from !== to);
}

type Written = Pick<
  PlacedForward,
  | 'label'
  | 'target'
  | 'ports'
  | 'addresses'
  | 'group'
  | 'holdMs'
  | 'balance'
  | 'eof'
  | 'allowFrom'
  | 'endAfterMs'
  | 'secret'
>;

/** Local ports that the system chose are not compared: no file says them. */
const written: Readonly<Record<ComparedField, (forward: Written) => string | null>> = {
  label: ({ label }) => label,
  context: ({ target }) => target.context,
  namespace: ({ target }) => target.namespace,
  target: ({ target }) => formatTarget(target),
  ports: ({ ports }) => ports.map(formatPortPair).join(' '),
  addresses: ({ addresses }) => addresses.join(', '),
  group: ({ group }) => group,
  hold: ({ holdMs }) => formatHoldTime(holdMs),
  balance: ({ balance }) => formatBalance(balance),
  eof: ({ eof }) => eof,
  allowFrom: ({ allowFrom }) => (allowFrom.length === 0 ? null : allowFrom.join(', ')),
  endAfter: ({ endAfterMs }) => (endAfterMs === null ? null : formatEndAfter(endAfterMs)),
  secret: ({ secret }) => (secret === null ? null : formatSecretLink(secret)),
};
