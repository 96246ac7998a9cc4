/** What a link that was opened says, in the editor and where it cannot be used. */
export const link = {
  'link.asked':
    'A link asked for this forward. Look at where it leads; nothing runs until you choose “Forward”.',
  'link.contextMissing': ({ name }: { name: string }) =>
    `No context here is called “${name}”. Choose the cluster.`,
  'link.empty': ({ name }: { name: string }) => `Its parameter “${name}” has no value.`,
  'link.invisible': 'It has characters that cannot be seen.',
  'link.noPort': 'It names no port. Add one, such as port=8080:http.',
  'link.noTarget': 'It names no target. Add one, such as target=svc/web.',
  'link.notForward': 'Only portolan://forward?… is understood.',
  'link.tooLong': ({ most }: { most: number }) => `It has more than ${most} characters.`,
  'link.tooOften': ({ name, most }: { name: string; most: number }) =>
    most === 1
      ? `Its parameter “${name}” is there more than once.`
      : `Its parameter “${name}” is there more than ${most} times.`,
  'link.unknown': ({ name }: { name: string }) =>
    `It has the unknown parameter “${name}”. Known are context, namespace, target, port, address and label.`,
  'link.unusable': ({ why }: { why: string }) => `A link that was opened cannot be used. ${why}`,
  'link.valueTooLong': ({ name, most }: { name: string; most: number }) =>
    `Its parameter “${name}” has more than ${most} characters.`,
  'link.waits': 'A link was opened. What it asks for is shown once this is closed.',
};
