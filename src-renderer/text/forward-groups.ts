import type { Forward, ForwardId, MoveSide } from '../../src-main/shared/forward.ts';
import { formatCount } from './format.ts';

/** One row of the list of forwards: a forward, or the head of a group. */
export type ForwardListRow =
  | { readonly kind: 'forward'; readonly key: string; readonly forward: Forward }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly name: string;
      readonly members: readonly Forward[];
    };

/** Beside which forward another is put. */
export interface MovePlace {
  readonly beside: ForwardId;
  readonly side: MoveSide;
}

/** Forwards without a group first, then each group under its head, in the order in which their first members stand. */
export function groupedRows(forwards: readonly Forward[]): ForwardListRow[] {
  const groups = Map.groupBy(forwards, ({ group }) => group);
  const rowOf = (forward: Forward): ForwardListRow => ({ kind: 'forward', key: forward.id, forward });
  return [
    ...(groups.get(null) ?? []).map(rowOf),
    ...[...groups].flatMap(([name, members]): ForwardListRow[] =>
      name === null ? [] : [{ kind: 'group', key: `group ${name}`, name, members }, ...members.map(rowOf)],
    ),
  ];
}

/**
 * Where a forward goes that is moved one row up or down; null where it cannot. Past the head of its group it joins the
 * group before, past the last of its group the next one.
 */
export function placeOneFurther(
  rows: readonly ForwardListRow[],
  id: ForwardId,
  by: -1 | 1,
): MovePlace | null {
  const index = rows.findIndex(({ key }) => key === id);
  const next = rows[index + by];
  if (index === -1 || next === undefined) return null;
  if (next.kind === 'forward') return { beside: next.key, side: by === -1 ? 'before' : 'after' };
  const beyond = rows[index + 2 * by];
  if (beyond?.kind !== 'forward') return null;
  return { beside: beyond.key, side: by === -1 ? 'after' : 'before' };
}

/** Where a forward goes that is dropped on a row's upper or lower half; null on itself or where it stands already. */
export function placeOfDrop(
  rows: readonly ForwardListRow[],
  id: ForwardId,
  onto: string,
  side: MoveSide,
): MovePlace | null {
  const index = rows.findIndex(({ key }) => key === onto);
  const row = rows[index];
  if (row === undefined || row.key === id) return null;
  if (row.kind === 'forward') return { beside: row.key, side };
  const first = row.members.find((member) => member.id !== id);
  return first === undefined ? null : { beside: first.id, side: 'before' };
}

/** The groups there are, for the editor. */
export function groupSuggestions(forwards: readonly Forward[]) {
  return [...Map.groupBy(forwards, ({ group }) => group)].flatMap(([name, members]) =>
    name === null ? [] : [{ value: name, note: formatCount(members.length) }],
  );
}
