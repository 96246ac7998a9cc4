import type { Socket } from 'node:net';

import { refuse } from '../api/api-server.ts';
import { badRequest } from '../api/status-error.ts';
import type { UpgradeFault } from '../faults.ts';

/** Does to a request for an upgrade what the fault says; false for none. Throws what an API server would say. */
export function breakUpgrade(fault: UpgradeFault, socket: Socket): boolean {
  if (typeof fault === 'object') {
    refuse(socket, fault.code, fault.body, fault.headers);
    return true;
  }
  switch (fault) {
    case 'none':
      return false;
    case 'strip':
      throw badRequest('Upgrade request required');
    case 'forbid':
      refuse(socket, 403, 'Forbidden\n');
      return true;
    case 'drop':
      socket.destroy();
      return true;
    case 'silent':
      // Read on, or the client's leaving would go unseen.
      socket.on('error', () => undefined).resume();
      return true;
    case 'foreign':
      socket.on('error', () => undefined).resume();
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foreign/1.0\r\n\r\n');
      return true;
  }
}
