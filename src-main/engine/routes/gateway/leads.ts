import type { Subject, SubjectService } from '../world.ts';
import type { NamedRoute } from './attachment.ts';
import type { BackendRef, Rule } from './gateway-objects.ts';

/** One service and port to which rules of a route lead. */
export interface Lead {
  readonly to: SubjectService;
  /** Null where the route names none, without which no service is reached. */
  readonly port: number | null;
  /** Of each rule that leads there, also those that send it nothing. */
  readonly uses: readonly { readonly rule: Rule; readonly weight: number; readonly total: number }[];
  /** Whether the route leads nowhere else. */
  readonly isOnly: boolean;
}

/** The services of the subject to which a route leads. What it redirects it leads nowhere. */
export function leadsOf(named: NamedRoute, { services }: Subject): Lead[] {
  const rules = named.route.spec.rules.filter(
    ({ filters }) => !filters.some(({ type }) => type === 'RequestRedirect'),
  );
  const backends = rules.flatMap((rule) => {
    const total = rule.backendRefs.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
    return rule.backendRefs.map((ref) => ({ ref, rule, weight: ref.weight ?? 1, total }));
  });
  return services.flatMap((to) => {
    const own = backends.filter(({ ref }) => isTo(ref, to, named.namespace));
    const byPort = Map.groupBy(own, ({ ref }) => ref.port ?? null);
    return [...byPort].map(([port, uses]) => ({
      to,
      port,
      uses,
      isOnly: uses.length === backends.length,
    }));
  });
}

function isTo(
  { group, kind, namespace, name }: BackendRef,
  { service: { metadata } }: SubjectService,
  own: string,
): boolean {
  return (
    (group ?? '') === '' &&
    (kind ?? 'Service') === 'Service' &&
    name === metadata?.name &&
    (namespace ?? own) === metadata.namespace
  );
}
