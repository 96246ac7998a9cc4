import type { Route, RouteAddress, RoutePort, RouteScheme, RouteState } from '../../../shared/route.ts';
import { message } from '../../../shared/language/message.ts';
import { kubernetesKinds } from '../../../shared/language/kubernetes-kinds.ts';
import type { Protocol } from '../../../shared/likely-protocol.ts';
import { type ContainerPort, nameOf, type PodObject, type PodSpec } from '../../kube/kube-objects.ts';
import { tellingPod } from '../../kube/pod-choice.ts';
import { isUsable, podTrouble } from '../../kube/pod-status.ts';
import { containerPorts } from '../../kube/target-port.ts';
import { stateAt } from '../node-addresses.ts';
import { routePort, speech } from '../service/service-ports.ts';
import type { Subject } from '../world.ts';

/** One port that pods of the target declare alike, and those pods. */
export interface PodPortUse {
  readonly declared: ContainerPort;
  /** Without a name where the pods name it differently. */
  readonly port: RoutePort;
  readonly protocol: Protocol | null;
  readonly scheme: RouteScheme;
  /** None where the target has no pods, and only says how they will be. */
  readonly pods: readonly PodObject[];
  /** Whether any of them takes connections. */
  readonly state: RouteState;
}

interface PodPortOptions {
  readonly passes: (port: ContainerPort, spec: PodSpec) => boolean;
  /** What makes two declared ports different, apart from number and protocol. */
  readonly differs?: (port: ContainerPort) => readonly unknown[];
}

/** The declared ports of the target's pods that pass, each once, with all pods that have it. */
export function podPortUses(subject: Subject, { passes, differs = () => [] }: PodPortOptions): PodPortUse[] {
  const { target, pods, template } = subject;
  const uses = new Map<string, { declared: ContainerPort[]; pods: Set<PodObject> }>();
  const add = (spec: PodSpec, pod: PodObject | null) => {
    for (const declared of containerPorts(spec)) {
      if (!declared.containerPort || !passes(declared, spec)) continue;
      const key = JSON.stringify([declared.containerPort, declared.protocol ?? 'TCP', ...differs(declared)]);
      const use = uses.get(key) ?? { declared: [], pods: new Set() };
      use.declared.push(declared);
      if (pod !== null) use.pods.add(pod);
      uses.set(key, use);
    }
  };
  for (const pod of pods) add(pod.spec ?? {}, pod);
  if (pods.length === 0) add(template ?? {}, null);
  return [...uses.values()].flatMap(({ declared: alike, pods: having }) => {
    const [declared] = alike;
    if (declared === undefined) return [];
    const isNamedAlike = alike.every(({ name }) => name === declared.name);
    const named = routePort({ ...declared, port: declared.containerPort ?? 0 });
    const port = isNamedAlike ? named : { ...named, name: null };
    const state = stateOfOwn(subject, [...having]);
    return [{ declared, port, ...speech(port, target.name, undefined), pods: [...having], state }];
  });
}

/** Whether any of these pods of the subject takes connections, as far as pods may be read. */
export function stateOfOwn({ arePodsRead }: Subject, pods: readonly PodObject[]): RouteState {
  return arePodsRead ? stateOfPods(pods) : { state: 'unknown', why: message('ways.podsUnread') };
}

/** Whether any of these pods takes connections. */
export function stateOfPods(pods: readonly PodObject[]): RouteState {
  if (pods.some(isUsable)) return { state: 'open' };
  const telling = tellingPod(pods);
  return {
    state: 'broken',
    why: telling === undefined ? message('ways.noPod') : podTrouble(telling),
  };
}

/** Who opens what pods declare: the only pod that has it, or else the target. */
export function openerOf({ target }: Subject, pods: readonly PodObject[]): Route['opener'] {
  const { kind, name, namespace } = target;
  const [pod, ...more] = pods;
  return pod !== undefined && more.length === 0
    ? { kind: 'Pod', namespace, name: nameOf(pod) }
    : { kind: kubernetesKinds[kind], namespace, name };
}

/** A route straight to pods, by what a port of theirs is on their nodes; `at` is the nodes' port. */
export function podRoute(
  kind: Route['kind'],
  subject: Subject,
  { port, pods }: PodPortUse,
  found: {
    readonly key: readonly (string | number)[];
    readonly at: number;
    readonly addresses: RouteAddress[];
  } & Pick<Route, 'state' | 'notes'>,
): Route {
  const { key, at, addresses, state, notes } = found;
  return {
    key: [kind, port.protocol, port.port, ...key].join('/'),
    kind,
    opener: openerOf(subject, pods),
    servedBy: null,
    service: null,
    port,
    access: { by: 'network', addresses },
    state: stateAt(addresses.length, state, at),
    notes,
  };
}
