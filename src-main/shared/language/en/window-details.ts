/** What the details of a forward say. */
export const windowDetails = {
  'details.details': 'Details',
  'details.of': ({ label }: { label: string }) => `Details of ${label}`,
  'details.moreActions': 'More actions',
  'details.close': 'Close details',
  'details.reachable': 'Other machines can use this forward.',
  /** Its addresses follow, each on its own line. */
  'details.reachableAt': 'Other machines can use this forward at',
  'details.takeOver': ({ label }: { label: string }) => `Take it over from ${label}`,
  'details.useFreePort': 'Use a free port',
  'details.useFreePortShort': 'Free port',
  'details.problem': 'Problem',
  'details.connectWith': 'Connect with',
  'details.copyFor': ({ name, text }: { name: string; text: string }) => `Copy for ${name}: ${text}`,
  'details.whatHappened': 'What happened',
  'details.nothingYet': 'Nothing yet. Start it to see more.',
  'details.inTerminal': 'In a terminal',
  'details.pods': 'Pods',
  'details.noPods': 'None yet. Those that connections go to will show here.',
  'details.podAndConnections': 'Pod and connections',
  'details.eofAtOnce': 'When a client ends its side, the pod is told at once.',
  'details.tunnel': ({ protocol }: { protocol: string }) => `Tunnel: ${protocol}`,
  'details.compatibility': 'Compatibility mode (v4)',
  /** TCP, TLS, the upgrade and the first bytes each cost a round trip. */
  'details.compatibilityNote':
    'This API server has no tunnels: each connection costs four round trips and a client’s half-close cannot be passed on.',

  'traffic.received': 'received',
  'traffic.sent': 'sent',
  /** What a row's two rates say, for who hears them. */
  'traffic.rates': ({ received, sent }: { received: string; sent: string }) =>
    `${received} received, ${sent} sent`,
  'traffic.connections': 'connections',
  'traffic.failed': 'failed',
  'traffic.columnPort': 'Port',
  'traffic.columnReceived': 'Received',
  'traffic.columnSent': 'Sent',
  'traffic.columnFailed': 'Failed',
  'traffic.lastFailure': ({ problem }: { problem: string }) => `Last failure: ${problem}`,

  'connections.open': 'Open connections',
  'connections.none': 'None. The next one will show here.',
  'connections.columnFrom': 'From',
  'connections.columnAge': 'Age',
  'connections.waitsForPod': 'Waits for a ready pod',
  'connections.held': 'held',
  'connections.openOfAll': ({ open, all }: { open: string; all: string }) => `${open} open, ${all} in all`,
  'connections.failed': ({ failed }: { failed: string }) => `${failed} failed`,
};
