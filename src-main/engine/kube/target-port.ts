import { type Message, message } from '../../shared/language/message.ts';
import type { RemotePort } from '../../shared/port-pair.ts';
import { ProblemError } from '../../shared/problem.ts';
import type {
  ContainerPort,
  EndpointSliceObject,
  PodSpec,
  ServiceObject,
  ServicePort,
} from './kube-objects.ts';
import { objectWords } from './object-words.ts';

/** Ports of a pod's containers, sidecars (init containers that stay) included. */
export function containerPorts(spec: PodSpec | undefined): readonly ContainerPort[] {
  const sidecars = spec?.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? [];
  return [...(spec?.containers ?? []), ...sidecars].flatMap(({ ports }) => ports ?? []);
}

/**
 * The number of a pod's port: a number stands for itself, declared or not, as in kubectl; a name for the container port
 * that has it. Throws `portNotFound`, or `unsupportedTarget` for UDP and SCTP. `pod` is how it is called in messages.
 */
export function podPort(spec: PodSpec | undefined, remote: RemotePort, pod: string): number {
  const ports = containerPorts(spec);
  const named = ports.filter(({ name, containerPort }) =>
    typeof remote === 'number' ? containerPort === remote : name === remote,
  );
  const tcp = named.find(({ protocol }) => isTcp(protocol));
  if (tcp?.containerPort !== undefined) return tcp.containerPort;
  const object = objectWords({ kind: 'pod', name: pod });
  const [other] = named;
  if (other?.protocol !== undefined) throw notTcp(remote, other.protocol, object);
  if (typeof remote === 'number') return remote;
  throw portNotFound(
    remote,
    object,
    ports.flatMap(({ name, protocol }) => (name !== undefined && isTcp(protocol) ? [name] : [])),
  );
}

/**
 * The service port that a number or name stands for. Throws `portNotFound` for one that the service does not declare,
 * or `unsupportedTarget` for UDP and SCTP.
 */
export function servicePort(service: ServiceObject, remote: RemotePort): ServicePort {
  const ports = service.spec?.ports ?? [];
  const named = ports.filter(({ name, port }) => (typeof remote === 'number' ? port : name) === remote);
  const tcp = named.find(({ protocol }) => isTcp(protocol));
  if (tcp !== undefined) return tcp;
  const object = objectWords({ kind: 'service', name: service.metadata?.name ?? '' });
  const [other] = named;
  if (other?.protocol !== undefined) throw notTcp(remote, other.protocol, object);
  throw portNotFound(
    remote,
    object,
    ports.flatMap(({ name, port, protocol }) => {
      if (!isTcp(protocol) || port === undefined) return [];
      return [name === undefined || name === '' ? String(port) : `${port} (${name})`];
    }),
  );
}

/**
 * Where a service's port leads on one of its pods. A headless service's port is the pod's own, its target port plays no part,
 * as in kubectl. A named target port may differ from pod to pod: `slice` (which holds this pod) has it resolved,
 * and the pod's own `spec` where there is no slice.
 */
export function serviceTargetPort(
  service: ServiceObject,
  remote: RemotePort,
  pod: {
    readonly name: string;
    readonly slice: EndpointSliceObject | null;
    readonly spec: PodSpec | undefined;
  },
): number {
  const declared = servicePort(service, remote);
  const port = declared.port ?? 0;
  if (service.spec?.clusterIP === 'None') return port;
  const { targetPort } = declared;
  if (typeof targetPort === 'number') return targetPort === 0 ? port : targetPort;
  if (targetPort === undefined || targetPort === '') return port;
  const resolved = pod.slice?.ports?.find(
    ({ name, protocol }) => (name ?? '') === (declared.name ?? '') && isTcp(protocol),
  )?.port;
  return resolved ?? podPort(pod.spec, targetPort, pod.name);
}

function isTcp(protocol: string | undefined): boolean {
  return protocol === undefined || protocol === 'TCP';
}

export function notTcp(port: RemotePort, protocol: string, object: Message): ProblemError {
  return new ProblemError('unsupportedTarget', message('targetPort.notTcp', { object, port, protocol }));
}

export function portNotFound(port: RemotePort, object: Message, declared: readonly string[]): ProblemError {
  return new ProblemError('portNotFound', message('targetPort.missing', { object, port, declared }));
}
