import { count, number } from './grammar.ts';

/** What the list of forwards says, with what stands around it: menus, footer, toasts and notices. */
export const windowForwards = {
  'forwards.title': 'Forwards',
  'forwards.filter': 'Filter forwards',
  'forwards.noneMatches': 'No forward matches',
  'forwards.noneContains': ({ filter }: { filter: string }) =>
    `Nothing has “${filter}” in its name, target or address.`,
  'forwards.importAndExport': 'Import and export',
  'forwards.exportWorkspace': 'Export as a workspace file',
  'forwards.copyAllAsKubectl': 'Copy all as kubectl commands',
  'forwards.copyAsKubectl': 'Copy as kubectl commands',

  'forwards.columnOn': 'On',
  'forwards.columnForward': 'Forward',
  'forwards.columnAddress': 'Local address',
  'forwards.columnState': 'State',
  'forwards.columnTraffic': 'Last minute',
  'forwards.columnOpen': 'Open',

  'forwards.runs': ({ label }: { label: string }) => `${label} runs`,
  'forwards.groupRuns': ({ name }: { name: string }) => `Group ${name} runs`,
  'forwards.activeOf': ({ active, all }: { active: string; all: string }) => `${active} of ${all} active`,
  'forwards.favourite': 'favourite',
  'forwards.portChosenAtStart': 'port chosen at start',
  'forwards.portCount': ({ ports }: { ports: number }) => count(ports, 'port'),
  'forwards.triesAgain': ({ reason, wait }: { reason: string; wait: string }) =>
    `${reason}, tries again in ${wait}`,

  'forwards.openInBrowser': 'Open in browser',
  'forwards.openAddress': ({ address }: { address: string | null }) =>
    `Open ${address ?? 'the address'} in browser`,
  'forwards.copyAddress': 'Copy address',
  'forwards.copyThisAddress': ({ address }: { address: string | null }) => `Copy ${address ?? 'the address'}`,
  /** Where what is shown is not what is copied: `0.0.0.0:8080` and “Copy localhost:8080”. */
  'forwards.shownAndCopied': ({ address, copy }: { address: string; copy: string }) => `${address}, ${copy}`,
  'forwards.copyCommand': 'Copy terminal command',
  'forwards.copyLink': 'Copy link',
  'forwards.copyThisCommand': ({ command }: { command: string }) => `Copy terminal command: ${command}`,
  'forwards.duplicate': 'Duplicate',
  'forwards.addToFavourites': 'Add to favourites',
  'forwards.removeFromFavourites': 'Remove from favourites',
  'forwards.startAll': ({ group }: { group: string }) => `Start all of ${group}`,
  'forwards.stopAll': ({ group }: { group: string }) => `Stop all of ${group}`,

  /** A port's chip: the port, its forward's state and address, and whether others can reach it. */
  'forwards.chip': ({ parts }: { parts: readonly string[] }) => parts.join(', '),
  'forwards.forwardPort': ({ port }: { port: string }) => `Forward ${port}`,
  'forwards.morePorts': ({ ports }: { ports: number }) => `+${count(ports, 'more port')}`,
  'forwards.forwardAnotherPort': 'Forward another port',
  'forwards.forwardAnotherPortOf': ({ target }: { target: string }) => `Forward another port of ${target}`,
  'forwards.start': ({ label }: { label: string }) => `Start ${label}`,

  'footer.active': ({ active, waiting }: { active: string; waiting: string | null }) =>
    waiting === null ? `${active} active` : `${active} active, ${waiting} waiting`,
  'footer.reachable': ({ forwards }: { forwards: number }) =>
    `${count(forwards, 'forward is', 'forwards are')} reachable from your network`,

  'footer.served': ({ served }: { served: number }) => `${number(served)} served locally`,
  'notice.notices': 'Notices',

  /** For screen readers: a region with what they have said by themselves. */
  'announce.latest': 'Latest changes',
  /** A forward or a cluster by its name, or how many of them, and what is in the way. */
  'announce.state': ({ name, state, problem }: { name: string; state: string; problem: string | null }) =>
    `${name}: ${state}.${problem === null ? '' : ` ${problem}`}`,
  'announce.clusters': ({ n }: { n: number }) => count(n, 'cluster'),
  'announce.forwards': ({ n }: { n: number }) => count(n, 'forward'),

  'toast.messages': 'Messages',
  'toast.removed': ({ label }: { label: string }) => `${label} was removed.`,
  /** `left`: forwards that kubectl cannot reach, which are comments in the text. */
  'toast.copiedAsKubectl': ({ commands, left }: { commands: number; left: number }) => {
    const copied = `${count(commands, 'kubectl port-forward command')} copied.`;
    if (left === 0) return copied;
    const missing = `kubectl cannot reach ${count(left, 'forward')}; comments say why.`;
    return commands === 0 ? `No command was copied. ${missing}` : `${copied} ${missing}`;
  },

  'unit.days': ({ n }: { n: string }) => `${n}d`,
  'unit.hours': ({ n }: { n: string }) => `${n}h`,
  'unit.minutes': ({ n }: { n: string }) => `${n}m`,
  'unit.seconds': ({ n }: { n: string }) => `${n}s`,
  /** A duration of several units; it does not break. */
  'unit.together': ({ parts }: { parts: readonly string[] }) => parts.join('\u00a0'),
};
