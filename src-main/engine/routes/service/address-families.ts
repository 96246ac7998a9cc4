import { isIP } from 'node:net';
import { type Message, message } from '../../../shared/language/message.ts';
import type { ServiceObject } from '../../kube/kube-objects.ts';
import type { ServicePortUse } from './service-ports.ts';

/** As EndpointSlices and `ipFamilies` write them. */
export type AddressFamily = 'IPv4' | 'IPv6';

/** The family of an IP address; null for a name. */
export function familyOf(host: string): AddressFamily | null {
  const version = isIP(host);
  return version === 0 ? null : version === 4 ? 'IPv4' : 'IPv6';
}

/** One for each address family that the service has; none for a headless one and for an outside name, for which no node answers either. */
export function clusterAddresses({ spec }: ServiceObject): string[] {
  if (spec?.type === 'ExternalName') return [];
  const { clusterIP, clusterIPs = clusterIP === undefined ? [] : [clusterIP] } = spec ?? {};
  return clusterIPs.filter((address) => address !== '' && address !== 'None');
}

/**
 * Whether ready endpoints have an address of the host's family: a node leads an address of one family to no endpoint of
 * the other (seen, kube-proxy 1.36). True where that is not known, and for names.
 */
export function isFamilyServed({ families }: ServicePortUse, host: string): boolean {
  const family = familyOf(host);
  return family === null || families.size === 0 || families.has(family);
}

/** A note for a way of which some of the addresses lead nowhere, since no endpoint of the service has one of that family. */
export function familyNotes(use: ServicePortUse, service: string, hosts: readonly string[]): Message[] {
  const unserved = hosts.filter((host) => !isFamilyServed(use, host)).flatMap((host) => familyOf(host) ?? []);
  return [...new Set(unserved)].map((family) => message('ways.familyUnserved', { service, family }));
}
