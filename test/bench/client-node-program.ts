import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { KubeConfig, PortForward } from '@kubernetes/client-node';
import type { ForwardWish, OneForward } from './forward-wish.ts';
import { announceForward, answerQuestions, endWithParent, portOf, readyLine } from './program.ts';

/** client-node's PortForward behind a server, as its own example has it. */
const { kubeconfig, namespace, forwards } = JSON.parse(process.argv[2] ?? '') as ForwardWish;
endWithParent();
answerQuestions();
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const forwarder = new PortForward(config);
for (const forward of forwards) await open(forward);
process.stdout.write(`${readyLine}\n`);

async function open({ target, ports }: OneForward): Promise<void> {
  for (const port of ports) {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => undefined);
      // Without this the first connection that cannot be made would end the process.
      connectTo(target, port, socket).catch(() => socket.destroy());
    });
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
    await once(server, 'listening');
    announceForward(portOf(server), port);
  }
}

async function connectTo(target: string, port: number, socket: Socket): Promise<void> {
  const [type, name = ''] = target.split('/');
  const websocket =
    type === 'svc'
      ? await forwarder.portForwardService(namespace, name, [port], socket, null, socket)
      : await forwarder.portForward(namespace, name, [port], socket, null, socket);
  const opened = typeof websocket === 'function' ? websocket() : websocket;
  if (opened === null) throw new Error('client-node has no connection.');
  opened.addEventListener('close', () => socket.end());
}
