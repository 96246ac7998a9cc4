import { isIP } from 'node:net';
import { message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import type { ContainerPort, PodObject } from '../../kube/kube-objects.ts';
import { isUsable } from '../../kube/pod-status.ts';
import { networkAddress } from '../network-address.ts';
import { type NodeAddress, nodesOfPods } from '../node-addresses.ts';
import { podPortUses, podRoute } from './pod-ports.ts';
import type { RouteWorld, Subject } from '../world.ts';

/** Ports of containers that their node listens on for them, on all of its addresses or on the one of `hostIP`. */
export function hostPortRoutes(subject: Subject, world: RouteWorld): Route[] {
  const uses = podPortUses(subject, {
    // The API sets the host port of every port of a pod with hostNetwork, where it means nothing more.
    passes: ({ hostPort }, { hostNetwork }) => Boolean(hostPort) && hostNetwork !== true,
    differs: ({ hostPort, hostIP = '' }) => [hostPort, hostIP],
  });
  return uses.map((use) => {
    const { hostPort: port = 0, hostIP = '' } = use.declared;
    const listening = listeningAt(use.pods.filter(isUsable), hostIP, world);
    return podRoute('hostPort', subject, use, {
      key: [port, hostIP],
      at: port,
      addresses: listening.map(({ node, host }) => networkAddress({ scheme: use.scheme, host, port, node })),
      state: stateOf(use.state, use.declared),
      notes: [],
    });
  });
}

/** Of the addresses that stand for all, each stands for those of its own family; none at all stands for both. */
function listeningAt(pods: readonly PodObject[], hostIP: string, world: RouteWorld): NodeAddress[] {
  if (hostIP === '') return nodesOfPods(pods, world);
  if (hostIP === '0.0.0.0' || hostIP === '::')
    return nodesOfPods(pods, world).filter(({ host }) => isIP(host) === 0 || isIP(host) === isIP(hostIP));
  const nodes = new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []));
  return [...nodes].map((node) => ({ node, host: hostIP }));
}

function stateOf(state: RouteState, { hostIP = '' }: ContainerPort): RouteState {
  const isLoopback = hostIP === '::1' || hostIP.startsWith('127.');
  return isLoopback && state.state === 'open'
    ? { state: 'inside', why: message('ways.hostPortOnLoopback', { address: hostIP }) }
    : state;
}
