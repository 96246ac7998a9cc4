import { z } from 'zod';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { asksFor } from '../entrance/controllers.ts';
import { type Place, webPorts } from '../entrance/entry-places.ts';
import { orNull } from '../tolerant-schema.ts';
import { controllerOf, type IngressClass } from './ingress-class.ts';

/** How a controller answers for an Ingress. */
export interface Listening {
  readonly at: readonly Pick<Place, 'scheme' | 'port'>[];
  /** Whether who comes by plain HTTP may be sent on to HTTPS. */
  readonly redirects: boolean;
}

/** Whoever writes more than so many characters names no ports with them. */
const Annotation = orNull(z.string().transform((text) => text.slice(0, 5_000)));
const Annotations = z.object({
  'alb.ingress.kubernetes.io/certificate-arn': Annotation,
  'alb.ingress.kubernetes.io/listen-ports': Annotation,
  'alb.ingress.kubernetes.io/ssl-redirect': Annotation,
  'ingress.gcp.kubernetes.io/pre-shared-cert': Annotation,
  'kubernetes.io/ingress.allow-http': Annotation,
  'networking.gke.io/managed-certificates': Annotation,
  'traefik.ingress.kubernetes.io/router.entrypoints': Annotation,
  'traefik.ingress.kubernetes.io/router.tls': Annotation,
});
type Annotations = z.infer<typeof Annotations>;

const ListenPorts = z
  .array(z.record(z.enum(['HTTP', 'HTTPS']), z.int().min(1).max(65_535).optional()))
  .min(1)
  .max(50);

const plain: Listening = { at: [webPorts.http], redirects: false };
const secure: Listening = { at: [webPorts.https], redirects: false };

/** Classes of GKE's controller, which serves an Ingress without any as well, and has no IngressClass. */
const gkeClasses: ReadonlySet<string> = new Set(['gce', 'gce-internal']);

/** How its controller answers for an Ingress where annotations decide that; null where `spec.tls` does, host by host. */
export function listeningOf({ metadata }: EntryObject, its: IngressClass): Listening | null {
  const { data } = Annotations.safeParse(metadata?.annotations ?? {});
  if (data === undefined) return null;
  const asked = controllerOf(its);
  if (asksFor(asked, 'alb', 'eksAlb')) return listeningOfAlb(data);
  if (asksFor(asked, 'traefik')) return listeningOfTraefik(data);
  if (its.state === 'none' || gkeClasses.has(asked.className ?? '')) return listeningOfGke(data);
  return null;
}

/** The AWS load balancer listens as it is told, else for HTTPS where it has a certificate (`computeIngressListenPorts`). */
function listeningOfAlb(annotations: Annotations): Listening {
  const told = annotations['alb.ingress.kubernetes.io/listen-ports'];
  if (told === null)
    return isNamed(annotations['alb.ingress.kubernetes.io/certificate-arn']) ? secure : plain;
  const all = listenPorts(told);
  const redirects = isNamed(annotations['alb.ingress.kubernetes.io/ssl-redirect']);
  const at = redirects ? all.filter(({ scheme }) => scheme === 'https') : all;
  return { at, redirects: redirects && at.length < all.length };
}

/** `[{"HTTP": 80}, {"HTTPS": 443}]`; none where it is anything else, which the controller refuses. */
function listenPorts(text: string): Listening['at'] {
  const parsed = ListenPorts.safeParse(json(text));
  return (parsed.data ?? []).flatMap(({ HTTP, HTTPS }) => [
    ...(HTTP === undefined ? [] : [{ scheme: 'http' as const, port: fixedPort(HTTP) }]),
    ...(HTTPS === undefined ? [] : [{ scheme: 'https' as const, port: fixedPort(HTTPS) }]),
  ]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The same as anything else that is no list of ports.
    return null;
  }
}

function fixedPort(port: number): Place['port'] {
  return { at: () => port, usual: port, name: port };
}

/** By `router.tls` all of it is HTTPS; else each entry point is as its chart has it, of which `websecure` alone is. */
function listeningOfTraefik(annotations: Annotations): Listening | null {
  const named = namesIn(annotations['traefik.ingress.kubernetes.io/router.entrypoints']);
  const isOnly = (entryPoint: string) => named.length > 0 && named.every((each) => each === entryPoint);
  if (annotations['traefik.ingress.kubernetes.io/router.tls'] === 'true' || isOnly('websecure'))
    return { ...secure, redirects: true };
  return isOnly('web') ? plain : null;
}

/** With a certificate of Google's it listens for both, unless HTTP is forbidden. */
function listeningOfGke(annotations: Annotations): Listening | null {
  const isSecure =
    isNamed(annotations['ingress.gcp.kubernetes.io/pre-shared-cert']) ||
    isNamed(annotations['networking.gke.io/managed-certificates']);
  if (!isSecure) return null;
  const isPlain = annotations['kubernetes.io/ingress.allow-http'] !== 'false';
  return isPlain ? { at: [...secure.at, ...plain.at], redirects: false } : secure;
}

function isNamed(list: string | null): boolean {
  return namesIn(list).length > 0;
}

function namesIn(list: string | null): string[] {
  return (list ?? '').split(',').flatMap((each) => each.trim() || []);
}
