import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { http } from '../net/http.ts';
import { ReusedReads } from './reused-reads.ts';
import {
  answerOf,
  brokenUpgrade,
  portForwardPath,
  readAnswer,
  upgrade,
  type UpgradeCall,
} from './upgrade.ts';
import { refusalOf } from './upgrade-refusal.ts';
import { socketWire, type Wire } from './wire.ts';

/**
 * Direct SPDY: `POST …/portforward` with `Upgrade: SPDY/3.1`. Servers take the same upgrade by GET, which asks for the
 * right to "get" instead of "create" (tunnel.md, 8). Rejects as `upgrade` does.
 */
export async function dialSpdy(
  method: 'POST' | 'GET',
  call: UpgradeCall,
  signal: AbortSignal,
): Promise<Wire> {
  const { target, pod, clock } = call;
  const { server } = target;
  const reads = new ReusedReads();
  const ask = (socket: Socket): Promise<Wire> => {
    reads.attach(socket);
    const asking = http.request({
      // The socket is already secure: `http`, not `https`, speaks over it.
      createConnection: () => socket,
      method,
      path: portForwardPath(target, pod),
      headers: {
        ...target.headers,
        Host: server.host,
        Connection: 'Upgrade',
        Upgrade: 'SPDY/3.1',
        'X-Stream-Protocol-Version': 'portforward.k8s.io',
      },
    });
    return new Promise<Wire>((resolve, reject) => {
      asking.on('upgrade', (response, _socket, head) => {
        if (switchedToSpdy(response)) resolve(socketWire(socket, head, reads));
        else reject(refusalOf(answerOf(response, '', clock), pod, server));
      });
      asking.on('response', (response) => {
        readAnswer(response, clock).then((answer) => reject(refusalOf(answer, pod, server)), reject);
      });
      asking.on('error', (error) => reject(brokenUpgrade(server, error)));
      asking.end();
    });
  };
  return upgrade(call, signal, ask, reads.onread);
}

function switchedToSpdy({ headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === 'spdy/3.1' &&
    headers['x-stream-protocol-version'] === 'portforward.k8s.io'
  );
}
