import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

import type { App } from './app.ts';

/** A service that greets, then answers each line: where a database would stand. */
export const ordersDbApp: App = ({ name }) => {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.write(`orders-db ready on ${name}. Send a line, it comes back.\r\n`);
    createInterface({ input: socket }).on('line', (line) => socket.write(`${name}> ${line}\r\n`));
  });
  return new Map([[5432, server]]);
};

/** A plain echo. */
export const echoApp: App = () =>
  new Map([[7700, createServer({ allowHalfOpen: true, noDelay: true }, echo)]]);

/** Nothing on the network: a task that has done its work. */
export const silentApp: App = () => new Map();

export function echo(socket: Socket): void {
  socket.pipe(socket);
}
