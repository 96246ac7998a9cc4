import { formatEndpoint, isLoopback } from '../../shared/bind-address.ts';
import type { Endpoint } from '../../shared/session.ts';
import type { Program } from '../../shared/traffic.ts';
import type { ClientSocket } from './client-socket.ts';
import { findOwners } from './socket-owners.ts';
import type { TableSocket } from './socket-tables.ts';

/** One accepted connection, by its two ends; the client's end is the other program's socket. */
export interface ClientEnd {
  readonly client: Endpoint;
  readonly serverPort: number;
}

/** Both ends of an accepted socket; null once it is closed, or where it came from another machine. */
export function clientEnd({ remoteAddress, remotePort, localPort }: ClientSocket): ClientEnd | null {
  if (remoteAddress === undefined || remotePort === undefined || localPort === undefined) return null;
  if (!isLoopback(remoteAddress)) return null;
  return { client: { address: remoteAddress, port: remotePort }, serverPort: localPort };
}

/** The programs at the other end, as far as the system tells, in the order of `ends`. Never rejects. */
export async function findClientPrograms(ends: readonly ClientEnd[]): Promise<(Program | null)[]> {
  const keys = ends.map(({ client, serverPort }) => keyOfEnds(client, serverPort));
  const wanted = new Set(keys);
  const keyOf = ({ local, remote }: TableSocket): string | null => {
    if (remote === null) return null;
    const key = keyOfEnds(local, remote.port);
    return wanted.has(key) ? key : null;
  };
  const ports = [...new Set(ends.map(({ serverPort }) => serverPort))];
  const found = await findOwners({ ports, keyOf });
  return keys.map((key) => found.get(key) ?? null);
}

function keyOfEnds(client: Endpoint, serverPort: number): string {
  return `${formatEndpoint(client)}->${String(serverPort)}`;
}
