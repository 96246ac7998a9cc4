import { type Message, message } from '../../../shared/language/message.ts';
import { type EntryObject, nameOf } from '../../kube/kube-objects.ts';
import type { RouteWorld } from '../world.ts';
import { classOf, type IngressClass } from './ingress-class.ts';
import { type IngressRule, ingressRules } from './ingress-rules.ts';

/** Who claims a host and path. */
interface Claim {
  readonly ingress: EntryObject;
  readonly rule: IngressRule;
}

/** The claims of all Ingresses of a namespace, by what they are compared by. */
export type Claims = ReadonlyMap<string, readonly Claim[]>;

export function claimsOf(ingresses: readonly EntryObject[], world: RouteWorld): Claims {
  const all = ingresses
    .filter((ingress) => !isCanary(ingress))
    .flatMap((ingress) => {
      const its = classOf(ingress, world);
      return ingressRules(ingress).rules.map((rule) => ({ ingress, its, rule }));
    });
  return Map.groupBy(all, ({ its, rule }) => claimKey(its, rule));
}

/**
 * Says which other Ingress leads one of these places elsewhere; null for none. Of two, ingress-nginx serves the older one
 * (its "How it works", Building the NGINX model); of other controllers nothing is sure.
 */
export function conflictOf(
  ingress: EntryObject,
  rules: readonly IngressRule[],
  claims: Claims,
  world: RouteWorld,
): Message | null {
  if (isCanary(ingress)) return null;
  const name = nameOf(ingress);
  const its = classOf(ingress, world);
  const isIngressNginx = 'controller' in its && its.controller === 'k8s.io/ingress-nginx';
  for (const rule of rules) {
    const claimed = claims.get(claimKey(its, rule)) ?? [];
    const rival = claimed.find((each) => nameOf(each.ingress) !== name && !isSameBackend(each.rule, rule));
    if (rival === undefined) continue;
    const other = nameOf(rival.ingress);
    const [ours, theirs] = [createdAt(ingress), createdAt(rival.ingress)];
    const older = ours === theirs ? null : ours < theirs ? name : other;
    const place = `${rule.host ?? '*'}${rule.path}`;
    if (isIngressNginx && older !== null) return message('ingress.conflictServed', { other, place, older });
    return message('ingress.conflict', { other, place, older });
  }
  return null;
}

/** One that takes a part of another's requests on purpose. */
function isCanary({ metadata }: EntryObject): boolean {
  return metadata?.annotations?.['nginx.ingress.kubernetes.io/canary'] === 'true';
}

/** By the class that serves it, whether it names that or takes the default. */
function claimKey(its: IngressClass, { host, path, isExact }: IngressRule): string {
  return JSON.stringify(['name' in its ? its.name : null, host, path, isExact]);
}

function isSameBackend({ backend: a }: IngressRule, { backend: b }: IngressRule): boolean {
  return a?.service === b?.service && a?.port === b?.port;
}

function createdAt({ metadata }: EntryObject): string {
  return metadata?.creationTimestamp ?? '';
}
