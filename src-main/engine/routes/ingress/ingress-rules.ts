import { z } from 'zod';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { oncePerObject } from '../once-per-object.ts';
import { isRuleHost, rulePath } from './rule-text.ts';

/** A service and a port of it, by name or number; null where none is named. */
export interface IngressBackend {
  readonly service: string;
  readonly port: string | number | null;
}

/** One host and path of an Ingress, and where it leads. */
export interface IngressRule {
  /** Null for any. */
  readonly host: string | null;
  readonly path: string;
  /** True where the path stands for many. */
  readonly isPattern: boolean;
  readonly isExact: boolean;
  /** Null where it is no service. */
  readonly backend: IngressBackend | null;
}

/** What an Ingress says, in the one shape or the other. */
export interface IngressRules {
  readonly rules: readonly IngressRule[];
  /** Hosts that it names without a rule for their paths: all of it goes to the default backend. */
  readonly bareHosts: readonly string[];
  readonly defaultBackend: IngressBackend | null;
  /** Hosts with TLS, each for itself or with `*.`; null for whatever host is asked for. */
  readonly tlsHosts: readonly (string | null)[];
  /** How many of its rules are not as the API describes them. */
  readonly odd: number;
}

const PortName = z.string().regex(/^[a-z0-9-]{1,63}$/i);
const Port = z.union([z.int(), PortName]);
const Name = z.string().max(253);
/** Of `networking.k8s.io/v1`, and of the groups before it. */
const Backend = z.union([
  z
    .object({
      service: z.object({
        name: Name,
        port: z.object({ name: PortName.or(z.literal('')).nullish(), number: z.int().nullish() }).nullish(),
      }),
    })
    .transform(({ service: { name, port } }) => ({
      service: name,
      port: port?.name || port?.number || null,
    })),
  z
    .object({ serviceName: Name.min(1), servicePort: Port.nullish() })
    .transform(({ serviceName, servicePort }) => ({
      service: serviceName,
      port: numbered(servicePort ?? null),
    })),
  z.object({ resource: z.object({}) }).transform(() => null),
]);
const Rule = z.object({
  host: z.string().refine(isRuleHost).or(z.literal('')).nullish(),
  http: z.object({ paths: z.array(z.unknown()) }).nullish(),
});
const Path = z.object({ path: z.string().nullish(), pathType: z.string().nullish(), backend: Backend });
const Tls = z.object({ hosts: z.array(z.string()).nullish() });

/** Reads an Ingress of any group: what is not as the API describes it is counted, never an error. */
export const ingressRules = oncePerObject(({ spec = {}, metadata }: EntryObject): IngressRules => {
  // With it ingress-nginx takes every path of the host for a regular expression, whatever its type.
  const isRegex = metadata?.annotations?.['nginx.ingress.kubernetes.io/use-regex'] === 'true';
  const rules: IngressRule[] = [];
  const bareHosts: string[] = [];
  let odd = 0;
  for (const each of arrayOf(spec['rules'])) {
    const rule = Rule.safeParse(each);
    if (!rule.success) {
      odd += 1;
      continue;
    }
    const { host, http } = rule.data;
    if (!http && host) bareHosts.push(host);
    for (const path of http?.paths ?? []) {
      const parsed = parsePath(path, host || null, isRegex);
      if (parsed === null) odd += 1;
      else rules.push(parsed);
    }
  }
  const asked = spec['defaultBackend'] ?? spec['backend'] ?? null;
  const backend = asked === null ? null : Backend.safeParse(asked);
  return {
    rules,
    bareHosts,
    defaultBackend: backend?.success ? backend.data : null,
    tlsHosts: arrayOf(spec['tls']).flatMap(tlsHosts),
    odd: odd + (backend?.success === false ? 1 : 0),
  };
});

function parsePath(asked: unknown, host: string | null, isRegex: boolean): IngressRule | null {
  const parsed = Path.safeParse(asked);
  if (!parsed.success) return null;
  const { path: written, pathType, backend } = parsed.data;
  const isExact = pathType === 'Exact';
  // Without a type, or with `ImplementationSpecific`, the controller decides what the path means.
  const path = rulePath(written, isRegex || (!isExact && pathType !== 'Prefix'));
  if (path === null) return null;
  return { host, ...path, isExact, backend };
}

function tlsHosts(entry: unknown): (string | null)[] {
  const tls = Tls.safeParse(entry);
  if (!tls.success) return [];
  const { hosts } = tls.data;
  return hosts && hosts.length > 0 ? hosts.filter(isRuleHost) : [null];
}

function numbered(port: string | number | null): string | number | null {
  return typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
