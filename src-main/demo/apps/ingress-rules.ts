import type { Ingress } from '../objects.ts';

/** The class whose Ingresses the demo's controller serves. */
export const ingressClassName = 'nginx';

/** Where a host and a path lead. */
export interface IngressBackend {
  readonly namespace: string;
  readonly service: string;
  /** Its number or its name. */
  readonly port: string;
  /** Whether the host has TLS, so that plain HTTP is redirected. */
  readonly isSecure: boolean;
}

interface Rule extends IngressBackend {
  readonly host: string;
  readonly path: string;
  readonly isExact: boolean;
}

/** What is read of an Ingress's spec: as `networking.k8s.io/v1` writes it, or as the groups before did. */
interface Spec {
  readonly ingressClassName?: string;
  readonly tls?: readonly { readonly hosts?: readonly string[] }[];
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: {
      readonly paths: readonly {
        readonly path?: string;
        readonly pathType?: string;
        readonly backend: Today | Before;
      }[];
    };
  }[];
}
interface Today {
  readonly service: {
    readonly name: string;
    readonly port: { readonly name?: string; readonly number?: number };
  };
}
interface Before {
  readonly serviceName: string;
  readonly servicePort: string | number;
}

/** The backend of the longest path that a host's Ingresses have for a path; null where none has it. */
export function ingressBackend(
  ingresses: readonly Ingress[],
  host: string,
  path: string,
): IngressBackend | null {
  const fitting = ingresses.flatMap(rulesOf).filter((rule) => isHostOf(rule, host) && isPathOf(rule, path));
  return fitting.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** Those of other classes are not this controller's. */
function rulesOf({ metadata, spec: written }: Ingress): Rule[] {
  const { ingressClassName: asked, tls = [], rules = [] } = written as Spec;
  if ((asked ?? metadata.annotations?.['kubernetes.io/ingress.class']) !== ingressClassName) return [];
  return rules.flatMap(({ host = '', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }) => ({
      namespace: metadata.namespace ?? '',
      service: 'service' in backend ? backend.service.name : backend.serviceName,
      port: portOf(backend),
      isSecure: tls.some(({ hosts = [] }) => hosts.includes(host)),
      host,
      path,
      isExact: pathType === 'Exact',
    })),
  );
}

function portOf(backend: Today | Before): string {
  if (!('service' in backend)) return String(backend.servicePort);
  const { name, number } = backend.service.port;
  return name ?? String(number);
}

/** `*` stands for one label; a rule without a host is for all. */
function isHostOf({ host }: Rule, asked: string): boolean {
  return host === '' || host === asked || (host.startsWith('*.') && asked.replace(/^[^.]+/, '*') === host);
}

/** A path leads on to those below it, element by element. */
function isPathOf({ path, isExact }: Rule, asked: string): boolean {
  if (isExact || asked === path) return asked === path;
  return asked.startsWith(path.endsWith('/') ? path : `${path}/`);
}
