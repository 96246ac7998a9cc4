import type { buildConnector } from 'undici';
import { connectionTimedOut } from './connection-errors.ts';
import { openSocket } from './open-socket.ts';
import type { ServerAddress } from './server-address.ts';

const connectTimeoutMs = 10_000;

/** How an undici `Agent` opens its connections: as tunnels do. `addressOf` is asked with the origin of each. */
export function connector(addressOf: (origin: URL) => ServerAddress): buildConnector.connector {
  return ({ protocol, host = '' }, callback) => {
    open(() => addressOf(new URL(`${protocol}//${host}`))).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function open(address: () => ServerAddress) {
  const signal = AbortSignal.timeout(connectTimeoutMs);
  try {
    return await openSocket(address(), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw connectionTimedOut();
  }
}
