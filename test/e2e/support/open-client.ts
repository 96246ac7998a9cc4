import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that keeps its connection open. */
export async function openClient(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  return socket;
}
