import type { EntryObject } from '../../kube/kube-objects.ts';
import { type Place, webPorts } from '../entrance/entry-places.ts';
import type { Listening } from './ingress-listening.ts';
import type { IngressRule, IngressRules } from './ingress-rules.ts';

type AskedRule = Pick<IngressRule, 'host' | 'path' | 'isPattern'>;

/** What its default backend is asked for: whatever its rules leave over. */
export function defaultRules({ rules, bareHosts, tlsHosts }: IngressRules): AskedRule[] {
  const ruled = new Set(rules.map(({ host }) => host));
  const hosts = new Set([...bareHosts, ...tlsHosts].filter((host) => host !== null && !ruled.has(host)));
  return [null, ...hosts].map((host) => ({ host, path: '/', isPattern: false }));
}

/** Where rules of an Ingress answer: as its controller listens for it, else with HTTPS for the hosts of its TLS, and only these. */
export function ingressPlaces(
  { metadata }: EntryObject,
  { tlsHosts }: IngressRules,
  listening: Listening | null,
  asked: readonly AskedRule[],
): Place[] {
  const isPassedThrough = metadata?.annotations?.['nginx.ingress.kubernetes.io/ssl-passthrough'] === 'true';
  return asked.flatMap(({ host, path, isPattern }): Place[] => {
    // Without a name in its handshake nobody tells which of the backends a connection is for.
    if (isPassedThrough && host !== null)
      return [{ ...webPorts.https, scheme: 'tls', host, path: null, isPattern: false }];
    const at = listening?.at ?? [webPorts[isCovered(host, tlsHosts) ? 'https' : 'http']];
    return at.map((each) => ({ ...each, host, path, isPattern }));
  });
}

/** A wildcard stands for one label, in rules as in certificates. */
function isCovered(host: string | null, tlsHosts: readonly (string | null)[]): boolean {
  return tlsHosts.some(
    (tls) =>
      tls === null ||
      (host !== null &&
        (tls === host || (tls.startsWith('*.') && tls.slice(1) === host.slice(host.indexOf('.'))))),
  );
}
