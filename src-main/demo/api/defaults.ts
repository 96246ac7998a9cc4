import type { JsonObject, Json } from './json.ts';
import type { NewObject, ObjectTypes, ResourceName } from '../objects.ts';
import type { ResourceType } from './resource-types.ts';
import { rangeAddress } from '../range-address.ts';
import { badRequest } from './status-error.ts';

type AnyObject = ObjectTypes[ResourceName];

/** On loopback, as the node: nobody else's computer is asked for what belongs to the demo. */
export const serviceRange = '127.96';
let nextService = 100;

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
    ...(type.name === 'secrets' ? secretFields(body) : body),
    metadata: {
      ...metadata,
      ...(namespace !== null && { namespace }),
      ...(type.scalable && { generation: 1 }),
    },
    ...(body['spec'] !== undefined && { spec: type.name === 'services' ? serviceSpec(spec) : spec }),
    ...(type.name === 'namespaces' && { spec: { finalizers: ['kubernetes'] } }),
    ...(!['secrets', 'ingressclasses'].includes(type.name) && { status: statusOf(type) }),
  };
}

/** `stringData` is written alone: it is read back as base64 in `data`. Throws 400 for data that is not base64. */
function secretFields({ stringData, ...body }: JsonObject): JsonObject {
  const given = objectOf(body['data']);
  for (const [index, value] of Object.values(given).entries()) {
    if (typeof value === 'string' && isBase64(value)) continue;
    throw badRequest(
      `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${index}`,
    );
  }
  const encoded = Object.entries(objectOf(stringData)).map(([key, text]) => [
    key,
    Buffer.from(typeof text === 'string' ? text : '').toString('base64'),
  ]);
  const data = { ...given, ...(Object.fromEntries(encoded) as JsonObject) };
  return { ...body, type: body['type'] ?? 'Opaque', ...(Object.keys(data).length > 0 && { data }) };
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

/** A service's type and cluster address. */
export function serviceSpec(spec: JsonObject): JsonObject {
  const type = spec['type'] ?? 'ClusterIP';
  const ports = (Array.isArray(spec['ports']) ? spec['ports'] : []) as readonly JsonObject[];
  const address = spec['clusterIP'] ?? rangeAddress(serviceRange, nextService++);
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
  if (name === 'ingresses') return { loadBalancer: {} };
  if (name === 'pods') return { phase: 'Pending', qosClass: 'BestEffort' };
  return {};
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
