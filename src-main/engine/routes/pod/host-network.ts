import { message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';
import { isUsable } from '../../kube/pod-status.ts';
import { containerPorts } from '../../kube/target-port.ts';
import { networkAddress } from '../network-address.ts';
import { nodesOfPods } from '../node-addresses.ts';
import { openerOf, podPortUses, podRoute, stateOfPods } from './pod-ports.ts';
import type { RouteWorld, Subject } from '../world.ts';

/** Pods in their node's own network: each port of theirs is one of the node. */
export function hostNetworkRoutes(subject: Subject, world: RouteWorld): Route[] {
  const uses = podPortUses(subject, { passes: (_, { hostNetwork }) => hostNetwork === true });
  const declared = uses.map((use) =>
    podRoute('hostNetwork', subject, use, {
      key: [],
      at: use.port.port,
      addresses: nodesOfPods(use.pods.filter(isUsable), world).map(({ node, host }) =>
        networkAddress({ scheme: use.scheme, host, port: use.port.port, node }),
      ),
      state: use.state,
      notes: [message('ways.hostNetworkDeclaredOnly')],
    }),
  );
  return [...declared, ...undeclared(subject)];
}

/** What listens there is its program's affair: the container need not declare it. */
function undeclared(subject: Subject): Route[] {
  const pods = subject.pods.filter(
    ({ spec }) => spec?.hostNetwork === true && containerPorts(spec).length === 0,
  );
  if (pods.length === 0) return [];
  const state = stateOfPods(pods);
  return [
    {
      key: 'hostNetwork',
      kind: 'hostNetwork',
      opener: openerOf(subject, pods),
      servedBy: null,
      service: null,
      port: null,
      access: { by: 'network', addresses: [] },
      state:
        state.state === 'open' ? { state: 'unknown', why: message('ways.hostNetworkWithoutPort') } : state,
      notes: [],
    },
  ];
}
