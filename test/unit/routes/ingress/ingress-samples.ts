import type { EntryObject, ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { ingressRoutes } from '../../../../src-main/engine/routes/ingress/ingress.ts';
import type { RouteWorld, Subject } from '../../../../src-main/engine/routes/world.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import { addressText, type Route } from '../../../../src-main/shared/route.ts';
import { read, webSubject, worldWith } from '../world-samples.ts';

export const nginx: EntryObject = {
  metadata: { name: 'nginx' },
  spec: { controller: 'k8s.io/ingress-nginx' },
};
export const web = { service: { name: 'web', port: { name: 'http' } } };
export const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
export const redirects = message('ingress.plainRedirects');

/** An Ingress of class `nginx` at 192.0.2.1, as its class's controller has it served. */
export function ingress(
  spec: Readonly<Record<string, unknown>>,
  {
    name = 'shop',
    createdAt = '2026-01-01T00:00:00Z',
    annotations = {},
    at = ['192.0.2.1'] as string[],
  } = {},
): EntryObject {
  return {
    metadata: { namespace: 'shop', name, creationTimestamp: createdAt, annotations },
    spec: { ingressClassName: 'nginx', ...spec },
    status: { loadBalancer: { ingress: at.map((ip) => ({ ip })) } },
  };
}

export function rule(
  host: string | undefined,
  path = '/',
  { pathType = 'Prefix', backend = web }: { pathType?: string; backend?: unknown } = {},
) {
  return { ...(host !== undefined && { host }), http: { paths: [{ path, pathType, backend }] } };
}

export function routes(
  ingresses: readonly EntryObject[],
  world: Parameters<typeof worldWith>[0] = {},
  subject: Subject = webSubject,
): Route[] {
  const { entries, ...rest } = world;
  return ingressRoutes(
    subject,
    worldWith({
      ...rest,
      entries: { ingresses: read(...ingresses), ingressClasses: read(nginx), ...entries },
    }),
  );
}

/** Addresses as one writes them, with where they are found. */
export function places(found: readonly Route[]) {
  return found.flatMap(({ access }) =>
    access.by === 'network' ? access.addresses.map((each) => [addressText(each), ...each.entries]) : [],
  );
}

export const states = (found: readonly Route[]) => found.map(({ state }) => state);
export const notes = (found: readonly Route[]) => found.flatMap((route) => route.notes);

/** The service of a controller, `nginx` unless told. */
export function controller(
  spec: ServiceObject['spec'],
  status: ServiceObject['status'] = {},
): RouteWorld['allServices'] {
  const selector = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
  const ports = [
    { name: 'http', port: 80, nodePort: 30080 },
    { name: 'https', port: 443, nodePort: 30443 },
  ];
  return read({ metadata: { namespace: 'ingress', name: 'it' }, spec: { selector, ports, ...spec }, status });
}
