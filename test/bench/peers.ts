/** Everyone who is measured, in the order of the tables. */
export const peers = [
  { id: 'direct', label: 'direct TCP', product: 'floor' },
  { id: 'kubectl-websocket', label: 'kubectl, WebSocket', product: 'kubectl' },
  { id: 'kubectl-spdy', label: 'kubectl, SPDY', product: 'kubectl' },
  { id: 'client-node', label: 'client-node', product: 'client-node' },
  { id: 'portolan-spdy', label: 'Portolan, SPDY', product: 'Portolan' },
  { id: 'portolan-websocket', label: 'Portolan, WebSocket', product: 'Portolan' },
  { id: 'portolan-v4', label: 'Portolan, v4', product: 'Portolan' },
] as const;

export type Peer = (typeof peers)[number];
export type PeerId = Peer['id'];

/** All but the direct way, which forwards nothing. */
export const forwarders: readonly PeerId[] = peers
  .filter(({ product }) => product !== 'floor')
  .map(({ id }) => id);

/** The rivals that every ratio is taken against. */
export const kubectls: readonly PeerId[] = ['kubectl-websocket', 'kubectl-spdy'];

/** Portolan by its transports; the first is the one it prefers. */
export const portolans = ['portolan-spdy', 'portolan-websocket', 'portolan-v4'] as const;

export function labelOf(id: PeerId): string {
  return peers.find((peer) => peer.id === id)?.label ?? id;
}

/** The list from another beginning each round, so that nobody always follows the same one. */
export function rotated<T>(list: readonly T[], round: number): readonly T[] {
  const first = list.length === 0 ? 0 : round % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
