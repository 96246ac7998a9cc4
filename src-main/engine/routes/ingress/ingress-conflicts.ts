import { type Message, message } from '../../../shared/language/message.ts';
import { type EntryObject, nameOf } from '../../kube/kube-objects.ts';
import { askedClass } from './ingress-class.ts';
import { type IngressRule, ingressRules } from './ingress-rules.ts';

/** Who claims a host and path. */
interface Claim {
  readonly ingress: EntryObject;
  readonly rule: IngressRule;
}

/** The claims of all Ingresses of a namespace, by what they are compared by. */
export type Claims = ReadonlyMap<string, readonly Claim[]>;

export function claimsOf(ingresses: readonly EntryObject[]): Claims {
  const all = ingresses
    .filter((ingress) => !isCanary(ingress))
    .flatMap((ingress) => ingressRules(ingress).rules.map((rule) => ({ ingress, rule })));
  return Map.groupBy(all, claimKey);
}

/**
 * Says which other Ingress leads one of these places elsewhere; null for none. Of two, ingress-nginx serves the older one
 * (its "How it works", Building the NGINX model); of other controllers nothing is sure.
 */
export function conflictOf(
  ingress: EntryObject,
  rules: readonly IngressRule[],
  claims: Claims,
  isIngressNginx: boolean,
): Message | null {
  if (isCanary(ingress)) return null;
  const name = nameOf(ingress);
  for (const rule of rules) {
    const claimed = claims.get(claimKey({ ingress, rule })) ?? [];
    const rival = claimed.find((each) => nameOf(each.ingress) !== name && !isSameBackend(each.rule, rule));
    if (rival === undefined) continue;
    const other = nameOf(rival.ingress);
    const [own, its] = [createdAt(ingress), createdAt(rival.ingress)];
    const older = own === its ? null : own < its ? name : other;
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

function claimKey({ ingress, rule }: Claim): string {
  return JSON.stringify([askedClass(ingress), rule.host, rule.path, rule.isExact]);
}

function isSameBackend({ backend: a }: IngressRule, { backend: b }: IngressRule): boolean {
  return a?.service === b?.service && a?.port === b?.port;
}

function createdAt({ metadata }: EntryObject): string {
  return metadata?.creationTimestamp ?? '';
}
