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
      readonly isOpen: boolean;
    };

/** Beside which forward another is put. */
export interface MovePlace {
  readonly beside: ForwardId;
  readonly side: MoveSide;
}

/** Beside which group another is put. */
export interface GroupPlace {
  readonly beside: string;
  readonly side: MoveSide;
}

const groupKeyPrefix = 'group ';

/** True for the key of a group's head; no forward's id begins so. */
export function isGroupKey(key: string): boolean {
  return key.startsWith(groupKeyPrefix);
}

export function groupKey(name: string): string {
  return `${groupKeyPrefix}${name}`;
}

/**
 * Forwards without a group first, then each group under its head, in the order in which their first members stand;
 * of a collapsed group only the head.
 */
export function groupedRows(
  forwards: readonly Forward[],
  isCollapsed: (group: string) => boolean = () => false,
): ForwardListRow[] {
  const groups = Map.groupBy(forwards, ({ group }) => group);
  const rowOf = (forward: Forward): ForwardListRow => ({ kind: 'forward', key: forward.id, forward });
  return [
    ...(groups.get(null) ?? []).map(rowOf),
    ...[...groups].flatMap(([name, members]): ForwardListRow[] => {
      if (name === null) return [];
      const isOpen = !isCollapsed(name);
      const head = { kind: 'group', key: groupKey(name), name, members, isOpen } as const;
      return [head, ...(isOpen ? members.map(rowOf) : [])];
    }),
  ];
}

/**
 * Where forwards go that are moved one row up or down, the first or the last of them one further; null where they
 * cannot. Past the head of its group it joins the group before, past the last of its group the next one.
 */
export function placeOneFurther(
  rows: readonly ForwardListRow[],
  ids: readonly ForwardId[],
  by: -1 | 1,
): MovePlace | null {
  const isMoving = ({ key }: ForwardListRow) => ids.includes(key);
  const index = by === -1 ? rows.findIndex(isMoving) : rows.findLastIndex(isMoving);
  const next = rows[index + by];
  if (index === -1 || next === undefined) return null;
  if (next.kind === 'forward') return { beside: next.key, side: by === -1 ? 'before' : 'after' };
  if (by === 1) return besideMember(next.members[0], 'before');
  const beyond = rows[index - 2];
  return besideMember(beyond?.kind === 'group' ? beyond.members.at(-1) : beyond?.forward, 'after');
}

function besideMember(member: Forward | undefined, side: MoveSide): MovePlace | null {
  return member === undefined ? null : { beside: member.id, side };
}

/**
 * Where forwards go that are dropped on a row's upper or lower half; on the head of a group, before its first member that
 * is none of them. Null on one of themselves, and on the head of a group that has no other member.
 */
export function placeOfDrop(
  rows: readonly ForwardListRow[],
  ids: readonly ForwardId[],
  onto: string,
  side: MoveSide,
): MovePlace | null {
  const index = rows.findIndex(({ key }) => key === onto);
  const row = rows[index];
  if (row === undefined || ids.includes(row.key)) return null;
  if (row.kind === 'forward') return { beside: row.key, side };
  return besideMember(
    row.members.find((member) => !ids.includes(member.id)),
    'before',
  );
}

/** Where a group goes that is moved one place up or down among the groups; null for the first or last of them. */
export function groupPlaceOneFurther(
  rows: readonly ForwardListRow[],
  name: string,
  by: -1 | 1,
): GroupPlace | null {
  const names = rows.flatMap((row) => (row.kind === 'group' ? [row.name] : []));
  const index = names.indexOf(name);
  const beside = index === -1 ? undefined : names[index + by];
  return beside === undefined ? null : { beside, side: by === -1 ? 'before' : 'after' };
}

/**
 * Where a group goes that is dropped on a row's upper or lower half: to that side of the row's group. Forwards without one
 * stand before all groups, so that on one of them it becomes the first. Null on itself.
 */
export function groupPlaceOfDrop(
  rows: readonly ForwardListRow[],
  name: string,
  onto: string,
  side: MoveSide,
): GroupPlace | null {
  const row = rows.find(({ key }) => key === onto);
  if (row === undefined) return null;
  const beside = row.kind === 'group' ? row.name : row.forward.group;
  if (beside !== null) return beside === name ? null : { beside, side };
  const first = rows.find((each) => each.kind === 'group');
  return first === undefined || first.name === name ? null : { beside: first.name, side: 'before' };
}

/** The groups there are, for the editor. */
export function groupSuggestions(forwards: readonly Forward[]) {
  return [...Map.groupBy(forwards, ({ group }) => group)].flatMap(([name, members]) =>
    name === null ? [] : [{ value: name, note: formatCount(members.length) }],
  );
}
