import { list } from './grammar.ts';

/** What the editor of a forward says: its fields, their complaints, and what its choices mean. */
export const windowEditor = {
  'editor.edit': ({ label }: { label: string }) => `Edit ${label}`,
  'editor.duplicate': ({ label }: { label: string }) => `Duplicate ${label}`,
  'editor.forward': 'Forward',

  'editor.cluster': 'Cluster',
  'editor.namespace': 'Namespace',
  'editor.namespaceInvalid': 'A namespace has small letters, digits and “-”, at most 63.',
  'editor.target': 'Target',
  'editor.targetMissing': 'Which service, workload or pod? Write TYPE/NAME, such as svc/web.',
  /** How ready a target is that can be chosen. */
  'editor.ready': 'ready',
  'editor.readyOf': ({ ready, total }: { ready: number; total: number }) => `${ready} of ${total} ready`,

  'editor.ports': 'Ports',
  'editor.addPort': 'Add a port',
  'editor.removePort': ({ place }: { place: number }) => `Remove port ${place}`,
  'editor.localPort': ({ place }: { place: number }) => `Local port ${place}`,
  'editor.localPortAuto': 'auto',
  'editor.localPortInvalid': 'Use 1 to 65535.',
  'editor.remotePort': ({ place }: { place: number }) => `Remote port ${place}`,
  'editor.remotePortForm': 'port number or name',
  'editor.remotePortMissing': 'Which port of the target? Use a number or a name such as http.',

  'editor.name': 'Name',
  'editor.nameOfTarget': 'as the target',
  'editor.group': 'Group',
  'editor.noGroup': 'none',
  'editor.hold': 'Hold new connections for',
  'editor.holdHint': 'While no pod is ready; then they are closed.',
  'editor.holdInvalid': ({ most }: { most: number }) => `Use 0 to ${most} seconds.`,
  'editor.seconds': 'seconds',
  'editor.advanced': 'Advanced',
  'editor.eof': 'When a client ends its side',
  'editor.eof.defer': 'Tell the pod once it is quiet',
  'editor.eof.deferHint': 'Replies arrive whole, however long they take.',
  'editor.eof.immediate': 'Tell the pod at once, as kubectl does',
  'editor.eof.immediateHint': 'The pod’s side ends one second later; a reply that takes longer is cut.',

  'balance.balance': 'Balance',
  'balance.sticky': 'Sticky',
  'balance.stickyHint': 'All connections go to the same pod while it is healthy.',
  'balance.roundRobin': 'Round-robin',
  'balance.roundRobinHint': 'Each new connection goes to the next ready pod.',
  'balance.leastConnections': 'Least connections',
  'balance.leastConnectionsHint': 'Each new connection goes to the pod with the fewest open ones.',
  'balance.pod': 'One pod',
  'balance.podHint': 'All connections go to this pod, and wait while it is away.',
  'balance.podMissing': 'Which pod? Choose one, or write its name.',
  'balance.podName': 'Pod',
  'balance.podNamed': ({ pod }: { pod: string }) => `One pod: ${pod}`,
  /** What a pod is to a forward. */
  'balance.role.current': 'current',
  'balance.role.terminating': 'terminating',
  'balance.role.former': 'former',

  'bind.listenOn': 'Listen on',
  'bind.computer': 'This computer only (127.0.0.1, ::1)',
  'bind.network': 'Every network (0.0.0.0, ::)',
  'bind.chosen': 'Chosen addresses',
  'bind.chosenAddresses': 'Addresses to listen on',
  /** Without networks: those of addresses that this computer does not have now. */
  'bind.whoReaches': ({ networks }: { networks: readonly string[] }) =>
    `Anyone on ${networks.length === 0 ? 'the networks of these addresses' : list(networks)} can use this service without a password.`,
  'bind.allow': 'Let other machines use this forward',
  'bind.allowMissing': 'Allow it, or listen on this computer only.',

  'connect.address': 'address',
  'connect.noPods': 'This service leads to no pods',
  'connect.tcpOnly': 'Kubernetes forwards only TCP ports',
};
