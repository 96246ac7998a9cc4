import { z } from 'zod';
import { Problem } from './problem.ts';
import { TargetKind } from './target.ts';

/** Where a context comes from, which decides whether Portolan may remove it. */
export const ContextSource = z.enum(['kubeconfig', 'added', 'demo']);

/** One context of a kubeconfig: a way to a cluster. */
export const ContextInfo = z.object({
  name: z.string(),
  /** The API server's URL; never with credentials. */
  server: z.string(),
  user: z.string(),
  /** The namespace a command without one would use. */
  namespace: z.string(),
  source: ContextSource,
  /** The file it was read from, with `~` for the home folder; null for added and demo ones. */
  file: z.string().nullable(),
  /** The file that kubectl has to be given for it; null where it needs none, and for added and demo ones. */
  kubeconfig: z.string().nullable(),
  /** The kubeconfig's `current-context`: only the picker's default. */
  current: z.boolean(),
  /** What keeps it from being used, found while reading. */
  problem: Problem.nullable(),
});
export type ContextInfo = z.infer<typeof ContextInfo>;

/** What is known of a cluster's API now. */
export const ClusterStatus = z.discriminatedUnion('phase', [
  /** Nothing has asked for it. */
  z.object({ phase: z.literal('idle') }),
  z.object({ phase: z.literal('connecting') }),
  /** `version` is null where the cluster keeps it to itself. */
  z.object({ phase: z.literal('connected'), version: z.string().nullable() }),
  z.object({ phase: z.literal('failed'), problem: Problem, retryAt: z.number().nullable() }),
]);
export type ClusterStatus = z.infer<typeof ClusterStatus>;

/** A port that an object declares. */
export const DeclaredPort = z.object({
  name: z.string().nullable(),
  port: z.int(),
  protocol: z.string(),
});
export type DeclaredPort = z.infer<typeof DeclaredPort>;

/** A port of one target, with the application protocol that a service says for it. */
export const TargetPort = DeclaredPort.extend({ appProtocol: z.string().nullable() });
export type TargetPort = z.infer<typeof TargetPort>;

export const NamespaceRow = z.object({ key: z.string(), name: z.string() });
export type NamespaceRow = z.infer<typeof NamespaceRow>;

export const ServiceRow = z.object({
  /** `namespace/name`, only to be compared. */
  key: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** kubectl's TYPE column, with `Headless` for a cluster IP of None. */
  type: z.enum(['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer', 'ExternalName']),
  ports: z.array(DeclaredPort),
  externalName: z.string().nullable(),
  readyPods: z.int(),
  totalPods: z.int(),
  /** False for a service that can lead to no pod: an outside name, or addresses that are not pods. */
  forwardable: z.boolean(),
});
export type ServiceRow = z.infer<typeof ServiceRow>;

/** What of one kind in one namespace can be forwarded to: names alone, as there may be tens of thousands. */
export const FoundObjects = z.object({
  kind: TargetKind,
  namespace: z.string(),
  names: z.array(z.string()),
  /** Each name's, where these are services; empty for others, which are asked once one is chosen. */
  ports: z.array(z.array(DeclaredPort)),
});
export type FoundObjects = z.infer<typeof FoundObjects>;

/** What is searched, each by itself. */
export const FoundRows = z.enum(['services', 'workloads', 'pods']);
export type FoundRows = z.infer<typeof FoundRows>;

export const WorkloadRow = z.object({
  /** `kind/namespace/name`, only to be compared. */
  key: z.string(),
  kind: TargetKind.exclude(['pod', 'service']),
  namespace: z.string(),
  name: z.string(),
  ports: z.array(DeclaredPort),
  readyPods: z.int(),
  desiredPods: z.int(),
});
export type WorkloadRow = z.infer<typeof WorkloadRow>;

export const PodRow = z.object({
  key: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** kubectl's STATUS column: Running, Pending, CrashLoopBackOff, Terminating, Completed … */
  status: z.string(),
  ready: z.boolean(),
  restarts: z.int(),
  node: z.string().nullable(),
  createdAt: z.number(),
  ports: z.array(DeclaredPort),
});
export type PodRow = z.infer<typeof PodRow>;

const delta = <K extends string, R extends z.ZodType>(kind: K, row: R) =>
  z.object({
    kind: z.literal(kind),
    /** `loading` until the first list is there; `failed` carries the reason and what was known stays. */
    phase: z.enum(['loading', 'live', 'failed']),
    problem: Problem.nullable(),
    /** True: forget all rows of this kind first. */
    reset: z.boolean(),
    upserts: z.array(row),
    removed: z.array(z.string()),
  });

/** What changed in one list of the open catalogue; applied in order. */
export const CatalogDelta = z.discriminatedUnion('kind', [
  delta('namespaces', NamespaceRow),
  delta('services', ServiceRow),
  delta('workloads', WorkloadRow),
  delta('pods', PodRow),
]);
export type CatalogDelta = z.infer<typeof CatalogDelta>;
export type CatalogKind = CatalogDelta['kind'];
