import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** As DNS, TLS and HTTP write it, or an IP address; null where it can be neither. */
export function writtenName(host: string): string | null {
  if (isIP(host) !== 0) return host;
  // Node reads a host as that of a URL, and leaves out what would be its port, its path or its question.
  if (/[\s#%/:<>?@[\\\]^|]/.test(host)) return null;
  const name = domainToASCII(host).replace(/\.$/, '');
  return name.length <= 253 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name) ? name : null;
}
