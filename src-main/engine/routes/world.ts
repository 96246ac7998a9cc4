import type { Problem } from '../../shared/problem.ts';
import type { Route } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import type { EntryKind } from '../kube/entry-kinds.ts';
import {
  type EndpointSliceObject,
  type EntryObject,
  type KubeObject,
  nameOf,
  type NamespaceObject,
  type NodeObject,
  type PodObject,
  type PodSpec,
  type ServiceObject,
} from '../kube/kube-objects.ts';

/** A list of the cluster, as far as it may be read. */
export type Seen<T> =
  /** `elsewhere` says why only those of the target's namespace are known, where others would count as well. */
  | { readonly state: 'read'; readonly items: readonly T[]; readonly elsewhere: Problem | null }
  | { readonly state: 'unreadable'; readonly problem: Problem }
  /** The cluster has no such kind. */
  | { readonly state: 'absent' };

/** Whether these credentials may do something; `unknown` where the cluster did not say. */
export type Right = 'allowed' | 'denied' | 'unknown';

/** What the credentials may do in the target's namespace. */
export interface Rights {
  /** `create` and `get` on `pods/portforward`, by either of which a tunnel is opened. */
  readonly portForward: Right;
  /** `get` on `services/proxy`. */
  readonly serviceProxy: Right;
  /** `get` on `pods/proxy`. */
  readonly podProxy: Right;
}

/** A service with the slices that the cluster made for it. */
export interface SubjectService {
  readonly service: ServiceObject;
  /** Null where they may not be read. */
  readonly slices: readonly EndpointSliceObject[] | null;
  /** Names of the pods that are meant; null where all of the service's are. */
  readonly own: ReadonlySet<string> | null;
}

/** What ways are sought to: a target, the services that lead to its pods, and these pods. */
export interface Subject {
  readonly target: Target;
  readonly services: readonly SubjectService[];
  readonly pods: readonly PodObject[];
  /** False where `pods` are none only because they may not be read. */
  readonly arePodsRead: boolean;
  /** What its pods are made from; null for a service and for a pod. */
  readonly template: PodSpec | null;
}

/** What else of the cluster decides about ways in. */
export interface RouteWorld {
  readonly nodes: Seen<NodeObject>;
  /** Ingresses, gateways and their like, by kind. */
  readonly entries: Readonly<Record<EntryKind, Seen<EntryObject>>>;
  /** The services of all namespaces, of which some are those of the entries' controllers; read where there is any entry. */
  readonly allServices: Seen<ServiceObject>;
  /** By whose labels gateways choose; read where there is any entry. */
  readonly namespaces: Seen<NamespaceObject>;
  readonly rights: Rights;
}

/** Finds the routes of one kind: pure, in a steady order. */
export type RouteFinder = (subject: Subject, world: RouteWorld) => Route[];

/** What is known of a list; nothing where it may not be read. */
export function itemsOf<T>(seen: Seen<T>): readonly T[] {
  return seen.state === 'read' ? seen.items : [];
}

/** Whether what is not in a list is not there: not so where all of it, or what is in other namespaces, may not be read. */
export function isWhole(seen: Seen<unknown>): boolean {
  return seen.state === 'absent' || (seen.state === 'read' && seen.elsewhere === null);
}

/** In the order of their names. */
export function byName<T extends KubeObject>(objects: readonly T[]): T[] {
  return objects.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
}
