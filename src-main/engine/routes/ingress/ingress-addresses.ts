import type { RouteAddress } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import type { IngressPlaces } from './ingress-places.ts';
import type { IngressRule, IngressRules } from './ingress-rules.ts';

/** So many addresses of one route are told; the others are counted. */
export const maxAddresses = 200;

/** The first addresses of some rules of an Ingress, and how many more there are. */
export interface IngressAddresses {
  readonly addresses: RouteAddress[];
  readonly more: number;
}

type Asked = Pick<IngressRule, 'host' | 'path' | 'isPattern'>;

/** Where its default backend is asked for: whatever its rules leave over. */
export function defaultPlaces({ rules, bareHosts, tlsHosts }: IngressRules): Asked[] {
  const ruled = new Set(rules.map(({ host }) => host));
  const hosts = new Set([...bareHosts, ...tlsHosts].filter((host) => host !== null && !ruled.has(host)));
  return [null, ...hosts].map((host) => ({
    host,
    path: '/',
    isPattern: host?.startsWith('*') === true,
  }));
}

/** One for each host, path and port; with HTTPS where the Ingress has TLS for the host, and only then. */
export function addressesAt(
  ingress: EntryObject,
  { tlsHosts }: IngressRules,
  asked: readonly Asked[],
  places: IngressPlaces,
): IngressAddresses {
  const isPassedThrough =
    ingress.metadata?.annotations?.['nginx.ingress.kubernetes.io/ssl-passthrough'] === 'true';
  const addresses = new Map<string, RouteAddress>();
  let more = 0;
  for (const { host, path, isPattern } of asked) {
    // Without a name in its handshake nobody tells which of the backends a connection is for.
    const isTls = isPassedThrough && host !== null;
    const scheme = isTls ? 'tls' : isCovered(host, tlsHosts) ? 'https' : 'http';
    for (const { port, entries } of places[scheme === 'http' ? 'http' : 'https']) {
      const hosts = host === null ? entries : [host];
      for (const at of hosts) {
        const key = JSON.stringify([scheme, at, port, isTls || path]);
        if (addresses.has(key)) continue;
        if (addresses.size >= maxAddresses) {
          more += 1;
          continue;
        }
        addresses.set(key, {
          scheme,
          host: at,
          port,
          path: isTls ? null : path,
          isPattern: isTls ? at.startsWith('*') : isPattern,
          entries: host === null ? [] : [...entries],
          node: null,
        });
      }
    }
  }
  return { addresses: [...addresses.values()], more };
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
