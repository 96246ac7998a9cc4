import { count } from './grammar.ts';

/** Opening a file with forwards, and how it differs from what is saved. */
export const workspace = {
  'workspace.drop': 'Drop the file to look at the forwards in it',
  'workspace.menuOpen': 'Open…',
  'workspace.open': 'Open a file with forwards',
  'workspace.tooLarge': ({ path }: { path: string }) =>
    `${path} is too large for a list of forwards. Choose a portolan.yaml or another program’s export.`,
  'workspace.unreadable': ({ path }: { path: string }) =>
    `${path} cannot be read. Allow reading it, or choose another file.`,

  'compare.changed': ({ forwards }: { forwards: number }) => `Different from what is saved: ${forwards}`,
  'compare.changedRegion': 'What will be changed',
  'compare.missing': ({ forwards }: { forwards: number }) => `Saved here, not in the file: ${forwards}`,
  'compare.missingHint': 'Tick those that should go.',
  'compare.missingRegion': 'What can be removed',
  'compare.new': ({ forwards }: { forwards: number }) => `New: ${forwards}`,
  'compare.same': ({ forwards }: { forwards: number }) => `Same as saved: ${forwards}`,
  'compare.sameRegion': 'What stays as it is',
  'compare.nothing': 'Everything in the file is already saved.',

  'compare.field.label': 'Name',
  'compare.field.context': 'Cluster',
  'compare.field.namespace': 'Namespace',
  'compare.field.target': 'Target',
  'compare.field.ports': 'Ports',
  'compare.field.addresses': 'Addresses',
  'compare.field.group': 'Group',
  'compare.field.hold': 'Hold time',
  'compare.field.balance': 'Balance',
  'compare.field.eof': 'End of file',
  'compare.field.allowFrom': 'Who may connect',
  'compare.field.endAfter': 'End after',
  'compare.field.secret': 'Linked Secret',
  'compare.none': 'none',
  /** For screen readers; eyes see an arrow. */
  'compare.fromTo': ({ field, from, to }: { field: string; from: string; to: string }) =>
    `${field}: from ${from} to ${to}`,

  'compare.apply': ({ changes }: { changes: number }) => `Apply ${count(changes, 'change')}`,
  'compare.applied': ({ added, changed, removed }: { added: number; changed: number; removed: number }) =>
    `${[
      ...(added > 0 ? [`${added} added`] : []),
      ...(changed > 0 ? [`${changed} changed`] : []),
      ...(removed > 0 ? [`${removed} removed`] : []),
    ].join(', ')}.`,
  'compare.twice': 'a forward is to be changed twice, or changed and removed',
};
