import type { JsonObject, Json } from './json.ts';
import type { NewObject, ObjectTypes, ResourceName } from '../objects.ts';
import type { ResourceType } from './resource-types.ts';
import { badRequest } from './status-error.ts';

type AnyObject = ObjectTypes[ResourceName];

let nextClusterAddress = 10;

/** What the API server fills into an object that somebody creates. Throws 400. */
export function prepareNew(
  type: ResourceType,
  namespace: string | null,
  body: JsonObject,
): NewObject<AnyObject> {
  if (body['kind'] !== undefined && body['kind'] !== type.kind)
    throw badRequest(`the object provided is unrecognized (must be of type ${type.kind})`);
  const metadata = objectOf(body['metadata']);
  if (metadata['namespace'] !== undefined && namespace !== null && metadata['namespace'] !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  const spec = objectOf(body['spec']);
  return {
    ...body,
    metadata: {
      ...metadata,
      ...(namespace !== null && { namespace }),
      ...(type.scalable && { generation: 1 }),
    },
    ...(body['spec'] !== undefined && { spec: type.name === 'services' ? serviceSpec(spec) : spec }),
    ...(type.name === 'namespaces' && { spec: { finalizers: ['kubernetes'] } }),
    status: statusOf(type),
  };
}

/** A service's type and cluster address. */
export function serviceSpec(spec: JsonObject): JsonObject {
  const type = spec['type'] ?? 'ClusterIP';
  const ports = (Array.isArray(spec['ports']) ? spec['ports'] : []) as readonly JsonObject[];
  const address = spec['clusterIP'] ?? `10.96.0.${nextClusterAddress++}`;
  return {
    ...spec,
    type,
    ...(type !== 'ExternalName' && { clusterIP: address, clusterIPs: [address] }),
    ...(ports.length > 0 && {
      ports: ports.map((port) => ({ protocol: 'TCP', targetPort: port['port'] ?? 0, ...port })),
    }),
  };
}

function statusOf({ name }: ResourceType): object {
  if (name === 'namespaces') return { phase: 'Active' };
  if (name === 'pods') return { phase: 'Pending', qosClass: 'BestEffort' };
  return {};
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
