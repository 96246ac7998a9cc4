import type { ResourceRequest } from '../api/api-request.ts';
import type { ObjectStore } from '../api/object-store.ts';
import { badRequest, serviceUnavailable, type StatusError } from '../api/status-error.ts';
import type { Pod, Service } from '../objects.ts';

/** Where a request through the API server's proxy goes. */
export interface ProxiedEndpoint {
  readonly pod: Pod;
  readonly port: number;
  readonly scheme: 'http' | 'https';
}

/** The endpoint that `[SCHEME:]NAME[:PORT]` means. Throws StatusError in the words of the real server. */
export function proxiedEndpoint(store: ObjectStore, request: ResourceRequest): ProxiedEndpoint {
  const { type, name: id } = request;
  const parts = (id ?? '').split(':');
  const [name = '', port = '', more] = parts.length === 3 ? parts.slice(1) : parts;
  const scheme = parts.length === 3 ? parts[0] : '';
  if (
    name === '' ||
    more !== undefined ||
    parts.length > 3 ||
    !['', 'http', 'https'].includes(scheme ?? '')
  ) {
    throw badRequest(`invalid ${type.singular} request "${id ?? ''}"`);
  }
  const found =
    type.name === 'pods'
      ? podEndpoint(store, request, name, port)
      : serviceEndpoint(store, { namespace: request.namespace ?? '', service: name, port, asked: id ?? '' });
  return { ...found, scheme: scheme === 'https' ? 'https' : 'http' };
}

type Found = Omit<ProxiedEndpoint, 'scheme'>;

function podEndpoint(store: ObjectStore, { namespace }: ResourceRequest, name: string, port: string): Found {
  const pod = store.get('pods', namespace, name);
  if (pod.status.podIP === undefined) throw badRequest('address not allowed');
  const declared = pod.spec.containers.find(({ ports = [] }) => ports.length > 0)?.ports?.[0]?.containerPort;
  return { pod, port: port === '' ? (declared ?? 80) : Number(port) };
}

/** A ready endpoint of a service's port, by its number or name; `asked` is how it was asked for. Throws StatusError. */
export function serviceEndpoint(
  store: ObjectStore,
  {
    namespace,
    service: name,
    port,
    asked,
  }: Readonly<Record<'namespace' | 'service' | 'port' | 'asked', string>>,
): Found {
  const service = store.get('services', namespace, name);
  const portName = /^\d+$/.test(port) ? nameOfPort(service, Number(port)) : port;
  const slices = store
    .list('endpointslices', namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
  const living = slices.flatMap((slice) =>
    (slice.endpoints ?? [])
      .filter(({ conditions }) => !conditions.terminating)
      .map((end) => ({ slice, end })),
  );
  if (living.length === 0) throw noEndpoints(name);
  const usable = living.flatMap(({ slice, end }) => {
    const target = slice.ports?.find((each) => each.name === portName)?.port;
    return target === undefined || !end.conditions.ready ? [] : [{ target, name: end.targetRef.name }];
  });
  const chosen = usable[Math.floor(Math.random() * usable.length)];
  if (chosen === undefined) throw noEndpoints(asked);
  return { pod: store.get('pods', namespace, chosen.name), port: chosen.target };
}

function nameOfPort({ metadata, spec }: Service, port: number): string {
  const declared = spec.ports?.find((each) => each.port === port);
  if (declared === undefined)
    throw serviceUnavailable(`no service port ${port} found for service "${metadata.name}"`);
  return declared.name ?? '';
}

function noEndpoints(service: string): StatusError {
  return serviceUnavailable(`no endpoints available for service "${service}"`);
}
