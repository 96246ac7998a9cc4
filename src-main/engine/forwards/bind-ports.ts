import type { Forward } from '../../shared/forward.ts';
import type { BoundPort } from '../../shared/session.ts';
import type { Admission } from './admission.ts';
import { Listener } from './listener.ts';
import type { SessionWorld } from './session-world.ts';

/** A port pair that listens. */
interface OpenPort {
  readonly listener: Listener;
  readonly bound: BoundPort;
}

/**
 * Binds the forward's port pairs in their order and gives the listeners to `owner`; none where it has no addresses, as one
 * that this process alone connects to. Throws as `Listener.bind` does, with the port pairs before the one that failed still
 * bound.
 */
export async function bindPorts(
  { addresses, label, ports }: Forward,
  { claims, log, admission }: Pick<SessionWorld, 'claims' | 'log'> & { readonly admission: Admission },
  owner: AsyncDisposableStack,
): Promise<OpenPort[]> {
  const open: OpenPort[] = [];
  if (addresses.length === 0) return open;
  for (const { local, remote } of ports) {
    const listener = await Listener.bind({
      addresses,
      local,
      claim: (endpoint) => claims.claim(endpoint, label),
      admits: (socket) => admission.admits(socket),
      onAcceptError: (error) => log.warn(`${label}: a connection could not be accepted: ${error.message}`),
    });
    open.push({ listener: owner.use(listener), bound: { remote, endpoints: [...listener.endpoints] } });
  }
  return open;
}
