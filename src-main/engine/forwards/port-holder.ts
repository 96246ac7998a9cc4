import type { Endpoint } from '../../shared/session.ts';
import type { Program } from '../../shared/traffic.ts';
import { covers } from './port-claims.ts';
import { findOwners } from './socket-owners.ts';
import type { TableSocket } from './socket-tables.ts';

/** Who listens on an endpoint, or on the wildcard that takes it in; null where the system does not tell. Never rejects. */
export async function findPortHolder(endpoint: Endpoint): Promise<Program | null> {
  const keyOf = (socket: TableSocket) => (listensOn(socket, endpoint) ? 'holder' : null);
  const found = await findOwners({ ports: [endpoint.port], keyOf });
  return found.get('holder') ?? null;
}

/** Whether the socket listens on the endpoint, on the wildcard that takes it in, or on a part of it. */
export function listensOn({ local, remote }: TableSocket, endpoint: Endpoint): boolean {
  if (remote !== null || local.port !== endpoint.port) return false;
  const { address } = local;
  return address === '*' || covers(address, endpoint.address) || covers(endpoint.address, address);
}
