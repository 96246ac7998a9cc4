import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

/** Resolves with true where something accepts connections on the loopback port. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  await using held = await occupy();
  return held.port;
}

/** Another program's listener on the loopback address: port 0 takes a free one. */
export async function occupy(port = 0): Promise<{ readonly port: number } & AsyncDisposable> {
  const server: Server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
