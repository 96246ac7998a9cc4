import { isIP } from 'node:net';
import { z } from 'zod';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { EntryName } from '../entrance/entry-reader.ts';
import { oncePerObject } from '../once-per-object.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';

export const gatewayGroup = 'gateway.networking.k8s.io';

const Port = z.int().min(1).max(65_535);
/** A DNS name, in which only the first label may be a wildcard. */
const Hostname = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().catch(''),
  message: z.string().catch(''),
});
export type Condition = z.infer<typeof Condition>;

const LabelSelector = z.object({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).nullish() }))
    .nullish(),
});
export type LabelSelector = z.infer<typeof LabelSelector>;

const Namespaces = z.object({ from: z.string().nullish(), selector: LabelSelector.nullish() }).nullish();
/** Which namespaces a gateway or a listener takes objects from. */
export type Namespaces = z.infer<typeof Namespaces>;

const Listener = z.object({
  name: EntryName,
  /** Every host where it names none. */
  hostname: z.union([Hostname, z.literal('')]).nullish(),
  port: Port,
  protocol: z.string(),
  tls: z.object({ mode: z.string().nullish() }).nullish(),
  allowedRoutes: z
    .object({
      namespaces: Namespaces,
      kinds: z.array(z.object({ group: z.string().nullish(), kind: z.string() })).nullish(),
    })
    .nullish(),
});
export type Listener = z.infer<typeof Listener>;

const ListenerStatus = z.object({ name: EntryName, conditions: elementsOf(Condition) });

const StatusAddress = z
  .object({ type: z.string().nullish(), value: z.string() })
  .refine(({ type, value }) =>
    type === 'Hostname'
      ? Hostname.safeParse(value).success
      : (type ?? 'IPAddress') === 'IPAddress' && isIP(value) !== 0,
  );

const Gateway = z.object({
  spec: z.object({
    gatewayClassName: EntryName,
    listeners: elementsOf(Listener),
    allowedListeners: z.object({ namespaces: Namespaces }).nullish().catch(null),
  }),
  status: z
    .object({
      addresses: elementsOf(StatusAddress),
      conditions: elementsOf(Condition),
      listeners: elementsOf(ListenerStatus),
    })
    .catch({ addresses: [], conditions: [], listeners: [] }),
});
export type Gateway = z.infer<typeof Gateway>;

const GatewayClass = z.object({
  spec: z.object({ controllerName: EntryName }),
  status: z.object({ conditions: elementsOf(Condition) }).catch({ conditions: [] }),
});

const Reference = z.object({
  group: z.string().nullish(),
  kind: z.string().nullish(),
  namespace: EntryName.nullish(),
  name: EntryName,
  port: Port.nullish(),
});

/** Listeners that somebody adds to a gateway (Gateway API 1.5). */
const ListenerSet = z.object({
  spec: z.object({ parentRef: Reference, listeners: elementsOf(Listener) }),
  status: z
    .object({ conditions: elementsOf(Condition), listeners: elementsOf(ListenerStatus) })
    .catch({ conditions: [], listeners: [] }),
});

const ParentRef = Reference.extend({ sectionName: EntryName.nullish() });
export type ParentRef = z.infer<typeof ParentRef>;

const BackendRef = Reference.extend({ weight: z.int().min(0).nullish() });
export type BackendRef = z.infer<typeof BackendRef>;

/** As long as the API lets it be, and nothing that would break a line. */
const PathValue = z
  .string()
  .max(1_024)
  .regex(/^[^\s\p{C}]+$/u);

const ValueMatch = z.object({ name: z.string(), value: z.string().catch('') });

const Match = z.object({
  path: z.object({ type: z.string().nullish(), value: PathValue.nullish() }).nullish(),
  headers: elementsOf(ValueMatch),
  queryParams: elementsOf(ValueMatch),
  /** Of an HTTPRoute a word, of a GRPCRoute the names of a service and its method. */
  method: z
    .union([z.string(), z.object({ service: z.string().nullish(), method: z.string().nullish() })])
    .nullish(),
});
export type Match = z.infer<typeof Match>;

const Rule = z.object({
  /** Null for each that is none: a rule without any matches all. */
  matches: elementsOf(orNull(Match)),
  filters: elementsOf(z.object({ type: z.string() })),
  backendRefs: elementsOf(BackendRef),
});
export type Rule = z.infer<typeof Rule>;

const GatewayRoute = z.object({
  spec: z.object({
    parentRefs: elementsOf(ParentRef),
    /** Null for each that is none: a route without any takes all. */
    hostnames: elementsOf(orNull(Hostname)),
    rules: elementsOf(Rule),
  }),
  status: z
    .object({ parents: elementsOf(z.object({ parentRef: ParentRef, conditions: elementsOf(Condition) })) })
    .catch({ parents: [] }),
});
export type GatewayRoute = z.infer<typeof GatewayRoute>;

/** Of the many routes of a cluster few lead to one service: what else they say is read of these alone. */
const NamedBackends = z
  .object({
    spec: z.object({
      rules: elementsOf(z.object({ backendRefs: elementsOf(z.object({ name: z.string() })) })),
    }),
  })
  .transform(({ spec }): readonly string[] =>
    spec.rules.flatMap(({ backendRefs }) => backendRefs.map(({ name }) => name)),
  );

const ReferenceGrant = z.object({
  spec: z.object({
    from: elementsOf(z.object({ group: z.string(), kind: z.string(), namespace: EntryName })),
    to: elementsOf(z.object({ group: z.string(), kind: z.string(), name: EntryName.nullish() })),
  }),
});
export type ReferenceGrant = z.infer<typeof ReferenceGrant>;

/** How sentences call an object, in every language. */
export function objectLabel(kind: string, namespace: string, name: string): string {
  return [kind, `${namespace}/${name}`].join(' ');
}

/** Each reads an object of its kind; null for one that is none of the kind. */
export const readGateway = reader(Gateway);
export const readGatewayClass = reader(GatewayClass);
export const readListenerSet = reader(ListenerSet);
export const readGatewayRoute = reader(GatewayRoute);
export const readNamedBackends = reader(NamedBackends);
export const readReferenceGrant = reader(ReferenceGrant);

function reader<T>(schema: z.ZodType<T>): (object: EntryObject) => T | null {
  return oncePerObject((object) => schema.safeParse(object).data ?? null);
}
