import { networkInterfaces } from 'node:os';
import type { LocalInterface } from '../shared/api.ts';

/** The addresses of this computer that a forward can listen on. */
export function localInterfaces(): LocalInterface[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map((info) => ({
      name,
      address:
        info.family === 'IPv6' && info.scopeid > 0
          ? `${info.address}%${zone(name, info.scopeid)}`
          : info.address,
      loopback: info.internal,
    })),
  );
}

/** A link-local address means nothing without its interface, which Windows names by number (RFC 4007, 11.2). */
function zone(name: string, scopeId: number): string {
  return process.platform === 'win32' ? String(scopeId) : name;
}
