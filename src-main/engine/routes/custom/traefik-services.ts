import { z } from 'zod';
import { keyOf } from '../../kube/kube-objects.ts';
import { EntryName, entryReader, type ReadEntry } from '../entrance/entry-reader.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';
import type { RouteWorld } from '../world.ts';

/** What a rule leads to: a service of the cluster, or a TraefikService, which leads on. */
export const TraefikBackend = z.object({
  kind: orNull(z.string()),
  name: EntryName,
  namespace: orNull(EntryName),
  port: orNull(z.union([z.int(), EntryName])),
  weight: orNull(z.number()),
});
export type TraefikBackend = z.infer<typeof TraefikBackend>;

const Choice = orNull(z.object({ services: elementsOf(TraefikBackend) }));

const TraefikService = z.object({
  spec: z.object({
    weighted: Choice,
    highestRandomWeight: Choice,
    /** What answers; those that only get copies stand beside it. */
    mirroring: orNull(TraefikBackend),
  }),
});
type TraefikService = ReadEntry<z.infer<typeof TraefikService>>;

/** A service of the cluster at the end of a rule. */
export interface TraefikEnd {
  readonly namespace: string;
  readonly name: string;
  /** Null where none is named. */
  readonly port: number | string | null;
  readonly isWithoutWeight: boolean;
  /** Whether anything on the way to it is in another namespace than the rule, which Traefik has to be told to follow. */
  readonly isAcross: boolean;
}

/** The TraefikServices of a cluster, by `namespace/name`. */
export type TraefikServices = ReadonlyMap<string, TraefikService>;

const readServices = entryReader(TraefikService);
/** They may be nested; more than this is a circle, or made to trouble us. */
const maxDepth = 8;
const maxEnds = 1000;

export function traefikServices({ entries }: RouteWorld): TraefikServices {
  return new Map(readServices(entries.traefikServices).map((each) => [keyOf(each.object), each]));
}

/** The services to which a backend of a rule in that namespace leads, at once or by TraefikServices. */
export function traefikEnds(
  backend: TraefikBackend,
  ruleNamespace: string,
  services: TraefikServices,
): TraefikEnd[] {
  const ends: TraefikEnd[] = [];
  const walk = (
    { kind, name, namespace: own, port, weight }: TraefikBackend,
    above: { readonly namespace: string; readonly isWithoutWeight: boolean; readonly isAcross: boolean },
    path: readonly TraefikService[],
  ): void => {
    if (ends.length >= maxEnds) return;
    const namespace = own ?? above.namespace;
    const at = {
      namespace,
      isWithoutWeight: above.isWithoutWeight || weight === 0,
      isAcross: above.isAcross || namespace !== ruleNamespace,
    };
    if ((kind ?? 'Service') === 'Service') {
      ends.push({ ...at, name, port });
      return;
    }
    const service = kind === 'TraefikService' ? services.get(`${namespace}/${name}`) : undefined;
    if (service === undefined || path.includes(service) || path.length >= maxDepth) return;
    const { weighted, highestRandomWeight, mirroring } = service.its.spec;
    const next = [
      ...(weighted?.services ?? []),
      ...(highestRandomWeight?.services ?? []),
      ...(mirroring === null ? [] : [mirroring]),
    ];
    for (const each of next) walk(each, at, [...path, service]);
  };
  walk(backend, { namespace: ruleNamespace, isWithoutWeight: false, isAcross: false }, []);
  return ends;
}
