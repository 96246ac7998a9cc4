import { count, number } from './grammar.ts';

/** What several forwards selected at once, their groups and copies of them elsewhere are said with. */
export const selection = {
  'selection.selected': ({ forwards }: { forwards: number }) => `${count(forwards, 'forward')} selected`,
  'selection.moveToGroup': 'Move to group…',
  'selection.moveUp': 'Move up',
  'selection.moveDown': 'Move down',
  'selection.deselect': 'Back to one',
  'selection.removed': ({ forwards }: { forwards: number }) =>
    `${count(forwards, 'forward was', 'forwards were')} removed.`,
  'selection.several': 'Select several',
  'selection.all': 'Select all',
  'selection.more': 'Select or leave one more',

  'group.move': ({ forwards }: { forwards: number }) => `Move ${count(forwards, 'forward')} to a group`,
  'group.name': 'Group',
  'group.noneHint': 'Leave it empty to take them out of their groups.',
  'group.isNew': 'A new group.',
  'group.joins': ({ group, forwards }: { group: string; forwards: number }) =>
    `Joins “${group}”, which has ${count(forwards, 'forward')}.`,
  'group.moveNow': 'Move',
  'group.nameMissing': 'Give the group a name.',
  'group.nameOf': ({ group }: { group: string }) => `Name of the group ${group}`,
  'group.size': ({ forwards }: { forwards: number }) => count(forwards, 'forward'),
  'group.rename': 'Rename group',
  'group.ungroup': 'Ungroup',
  'group.ungrouped': ({ group }: { group: string }) => `“${group}” is no longer a group.`,
  'group.selectAll': 'Select its forwards',
  'group.removeAll': 'Remove its forwards',
  'group.collapse': 'Collapse',
  'group.expand': 'Expand',
  'group.collapseOf': ({ group }: { group: string }) => `Collapse ${group}`,
  'group.expandOf': ({ group }: { group: string }) => `Expand ${group}`,
  'group.needYou': ({ forwards }: { forwards: number }) =>
    forwards === 1 ? '1 needs you' : `${number(forwards)} need you`,
  'group.collapseAndExpand': 'Collapse or expand a group',

  'duplicate.elsewhere': 'Duplicate to…',
  'duplicate.title': ({ label, forwards }: { label: string; forwards: number }) =>
    forwards === 1 ? `Duplicate ${label}` : `Duplicate ${count(forwards, 'forward')}`,
  'duplicate.asBefore': 'Each its own',
  'duplicate.stopped': 'They are added stopped.',
  'duplicate.portTaken': ({ port, label }: { port: number; label: string }) =>
    `Port ${port} belongs to “${label}”; a free one is chosen at its start.`,
  'duplicate.thereAlready': ({ label }: { label: string }) => `“${label}” leads there already.`,
  'duplicate.podLeft': ({ pod }: { pod: string }) =>
    `Only pod ${pod} was wanted; elsewhere any ready pod serves.`,
};
