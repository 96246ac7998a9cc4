import { networkInterfaces } from 'node:os';
import type { LocalInterface } from '../shared/api.ts';
import { friendlyNames } from './friendly-names.ts';

/** The addresses of this computer that a forward can listen on. `networksetup`: macOS' program, where it is another one. */
export async function localInterfaces(
  platform: NodeJS.Platform,
  networksetup?: string,
): Promise<LocalInterface[]> {
  const friendly = await friendlyNames(platform, networksetup);
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map((info) => ({
      name,
      friendlyName: friendly.get(name) ?? null,
      address:
        info.family === 'IPv6' && info.scopeid > 0
          ? `${info.address}%${zone(platform, name, info.scopeid)}`
          : info.address,
      loopback: info.internal,
    })),
  );
}

/** A link-local address means nothing without its interface, which Windows names by number (RFC 4007, 11.2). */
function zone(platform: NodeJS.Platform, name: string, scopeId: number): string {
  return platform === 'win32' ? String(scopeId) : name;
}
