import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';

import type { Access } from '../api/access.ts';
import type { ResourceRequest } from '../api/api-request.ts';
import { refuse } from '../api/api-server.ts';
import type { ObjectStore } from '../api/object-store.ts';
import { badRequest } from '../api/status-error.ts';
import type { Faults } from '../faults.ts';
import { type ByteTransport, socketTransport } from '../spdy/byte-transport.ts';
import type { Kubelet } from './kubelet.ts';
import type { PodSandbox } from './pod-sandbox.ts';
import { PortForwardSession } from './port-forward-session.ts';
import { spdyRefusal, streamProtocol } from './spdy-negotiation.ts';
import { faultyTransport } from './tunnel-faults.ts';
import { webSocketTransport } from './websocket-transport.ts';

const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';

/** Turns a request for a pod's `portforward` into a tunnel, by direct SPDY or inside a WebSocket (tunnel.md 1.2). */
export class PortForwardUpgrade implements AsyncDisposable {
  readonly #store: ObjectStore;
  readonly #kubelet: Kubelet;
  readonly #access: Access;
  readonly #faults: Faults;
  readonly #webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #running = new Set<Promise<void>>();

  constructor(options: { store: ObjectStore; kubelet: Kubelet; access: Access; faults: Faults }) {
    this.#store = options.store;
    this.#kubelet = options.kubelet;
    this.#access = options.access;
    this.#faults = options.faults;
    // By hand, because ws takes no subprotocol with a slash in its name, and Kubernetes has one.
    this.#webSockets.on('headers', (headers) => headers.push(`Sec-WebSocket-Protocol: ${tunnelProtocol}`));
  }

  /** Throws StatusError for what the API server itself refuses. */
  async handle(
    message: IncomingMessage,
    request: ResourceRequest,
    socket: Socket,
    head: Buffer,
  ): Promise<void> {
    const isWebSocket = message.headers.upgrade?.toLowerCase() === 'websocket';
    if (this.#breakUpgrade(isWebSocket ? this.#faults.webSocketUpgrade : this.#faults.spdyUpgrade, socket))
      return;
    // Since 1.35 a WebSocket, which is a GET, needs the right to create as well (tunnel.md 8).
    this.#access.authorize({ ...request, verb: 'create' });
    const sandbox = this.#sandboxOf(request);
    if (isWebSocket) await this.#upgradeToWebSocket(message, socket, head, sandbox);
    else await this.#upgradeToSpdy(message, socket, head, sandbox);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#webSockets.close();
    await Promise.all(this.#running);
  }

  #sandboxOf({ namespace, name }: ResourceRequest): PodSandbox | string {
    const pod = this.#store.get('pods', namespace, name ?? '');
    if (pod.spec.nodeName === undefined) throw badRequest(`pod ${name ?? ''} does not have a host assigned`);
    const sandbox = this.#kubelet.sandboxOf(pod);
    return sandbox?.state === 'running' ? sandbox : `pod not found ("${name ?? ''}_${namespace ?? ''}")`;
  }

  async #upgradeToSpdy(
    message: IncomingMessage,
    socket: Socket,
    head: Buffer,
    sandbox: PodSandbox | string,
  ): Promise<void> {
    if (typeof sandbox === 'string') {
      refuse(socket, 404, `${sandbox}\n`);
      return;
    }
    const refusal = spdyRefusal(message.headers);
    if (refusal) {
      refuse(socket, refusal.code, `${refusal.text}\n`);
      return;
    }
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
        `X-Stream-Protocol-Version: ${streamProtocol}\r\n\r\n`,
    );
    if (head.length > 0) socket.unshift(head);
    await this.#run(sandbox, socketTransport(socket));
  }

  async #upgradeToWebSocket(
    message: IncomingMessage,
    socket: Socket,
    head: Buffer,
    sandbox: PodSandbox | string,
  ): Promise<void> {
    const offered = (message.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
    // The older protocol, one connection for each WebSocket, is not spoken here.
    if (!offered.includes(tunnelProtocol)) throw badRequest('query parameter "port" is required');
    if (typeof sandbox === 'string') {
      refuse(socket, 404, `${sandbox}\n`);
      return;
    }
    delete message.headers['sec-websocket-protocol'];
    const webSocket = await new Promise<Parameters<typeof webSocketTransport>[0]>((resolve) =>
      this.#webSockets.handleUpgrade(message, socket, head, resolve),
    );
    await this.#run(sandbox, webSocketTransport(webSocket));
  }

  async #run(sandbox: PodSandbox, transport: ByteTransport): Promise<void> {
    const session = new PortForwardSession(sandbox, faultyTransport(transport, this.#faults));
    const cut = (): void => transport.destroy();
    const goAway = (): void => session.goAway();
    this.#faults.events.on('cutTunnels', cut).on('goAway', goAway);
    const running = session.run();
    this.#running.add(running);
    await running;
    this.#running.delete(running);
    this.#faults.events.off('cutTunnels', cut).off('goAway', goAway);
  }

  #breakUpgrade(fault: Faults['spdyUpgrade'], socket: Socket): boolean {
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
    }
  }
}
