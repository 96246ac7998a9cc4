import { isIP } from 'node:net';
import { type Message, message } from '../../shared/language/message.ts';
import type { RouteState } from '../../shared/route.ts';
import { nameOf, type NodeObject, type PodObject } from '../kube/kube-objects.ts';
import { isUsable } from '../kube/pod-status.ts';
import type { RouteWorld, Subject } from './world.ts';

/** Where a node can be reached. */
export interface NodeAddress {
  readonly node: string;
  readonly host: string;
}

/** The addresses of some nodes, and what has to be said of them. */
export interface NodesFound {
  readonly addresses: readonly NodeAddress[];
  readonly notes: readonly Message[];
}

/** A DNS name of a node may be known to the cluster alone, so it counts only where there is no address. */
const addressTypes = ['ExternalIP', 'InternalIP', 'ExternalDNS', 'Hostname'] as const;

/** External addresses first, then internal ones; names only of nodes without any address. */
export function addressesOf(node: NodeObject): NodeAddress[] {
  const name = nameOf(node);
  const all = addressTypes.flatMap((type) =>
    (node.status?.addresses ?? []).flatMap(({ type: its, address }) =>
      its === type && address ? [address] : [],
    ),
  );
  const numbered = all.filter((address) => isIP(address) !== 0);
  const chosen = numbered.length > 0 ? numbered : all.slice(0, 1);
  return [...new Set(chosen)].map((host) => ({ node: name, host }));
}

/** Ready nodes for which `serves` is true; where nodes cannot be read, those of the target's own pods. */
export function servingNodes(
  { pods }: Subject,
  world: RouteWorld,
  serves: (node: string) => boolean,
): NodesFound {
  const { nodes } = world;
  if (nodes.state === 'read') {
    const serving = nodes.items.filter((node) => isNodeReady(node) && serves(nameOf(node)));
    return { addresses: serving.flatMap(addressesOf), notes: [] };
  }
  return {
    addresses: nodesOfPods(pods.filter(isUsable), world).filter(({ node }) => serves(node)),
    notes: [message('ways.nodesUnread')],
  };
}

/** Where pods run, each address once: by their nodes, or by what a pod itself tells of its node where that is not known. */
export function nodesOfPods(pods: readonly PodObject[], { nodes }: RouteWorld): NodeAddress[] {
  const known = new Map((nodes.state === 'read' ? nodes.items : []).map((node) => [nameOf(node), node]));
  const found = new Map<string, readonly NodeAddress[]>();
  for (const { spec, status } of pods) {
    const name = spec?.nodeName;
    if (!name || found.has(name)) continue;
    const node = known.get(name);
    const told = status?.hostIP ? [{ node: name, host: status.hostIP }] : [];
    found.set(name, node === undefined ? told : addressesOf(node));
  }
  return [...found.values()].flat();
}

/** What is open at no known address is not known. */
export function stateAt(addresses: number, state: RouteState, port: number): RouteState {
  return addresses === 0 && state.state === 'open'
    ? { state: 'unknown', why: message('ways.noNodeAddress', { port }) }
    : state;
}

function isNodeReady({ status }: NodeObject): boolean {
  return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
