import { addressText, isWebAddress, type RouteAddress } from '../shared/route.ts';

/** What a browser is sent to; null for what is no web address: what a cluster writes as a host or path may be anything. */
export function webUrl(address: RouteAddress): string | null {
  const url = isWebAddress(address) ? URL.parse(addressText(address)) : null;
  if (url === null || url.username !== '' || url.password !== '') return null;
  const isItsHost = url.hostname.replace(/^\[|\]$/g, '') === address.host.toLowerCase();
  return isItsHost ? url.href : null;
}
