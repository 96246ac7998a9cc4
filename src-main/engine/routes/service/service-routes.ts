import { message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';
import { portUses, type ServicePortUse } from './service-ports.ts';
import type { Subject, SubjectService } from '../world.ts';

/** What a finder says of one port of a service. */
export type PortRoute = Pick<Route, 'access' | 'state'> & Partial<Pick<Route, 'servedBy' | 'notes' | 'port'>>;

/** One route for each port of each service for which `found` has one. */
export function servicePortRoutes(
  kind: Route['kind'],
  { services }: Subject,
  found: (use: ServicePortUse, subject: SubjectService) => PortRoute | null,
): Route[] {
  return services.flatMap((subject) =>
    portUses(subject).flatMap((use) => {
      const { namespace = '', name = '' } = subject.service.metadata ?? {};
      const route = found(use, subject);
      if (route === null) return [];
      const shared = use.isShared ? [message('ways.othersToo', { service: name })] : [];
      return [
        {
          key: [kind, name, use.port.protocol, String(use.port.port)].join('/'),
          kind,
          opener: { kind: 'Service', namespace, name },
          servedBy: null,
          service: name,
          port: use.port,
          ...route,
          notes: [...(route.notes ?? []), ...shared],
        },
      ];
    }),
  );
}
