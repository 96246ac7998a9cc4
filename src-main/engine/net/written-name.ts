import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** As DNS, TLS and HTTP write it, or an IP address; null where it can be neither. */
export function writtenName(host: string): string | null {
  if (isIP(host) !== 0) return host;
  const name = domainToASCII(host).replace(/\.$/, '');
  return name.length <= 253 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name) ? name : null;
}
