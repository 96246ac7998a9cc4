import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

import type { Access } from '../api/access.ts';
import type { ResourceRequest } from '../api/api-request.ts';
import { refuse } from '../api/api-server.ts';
import type { ObjectStore } from '../api/object-store.ts';
import { badRequest } from '../api/status-error.ts';
import type { Faults } from '../faults.ts';
import type { ServerVersion } from '../server-version.ts';
import { type ByteTransport, socketTransport } from '../spdy/byte-transport.ts';
import { acceptWebSocket } from './accept-websocket.ts';
import type { Kubelet } from './kubelet.ts';
import type { PodSandbox } from './pod-sandbox.ts';
import { PortForwardSession } from './port-forward-session.ts';
import { spdyRefusal, streamProtocol } from './spdy-negotiation.ts';
import { faultyTransport } from './tunnel-faults.ts';
import { breakUpgrade } from './upgrade-faults.ts';
import { V4Session } from './v4-session.ts';
import { v4Transport } from './v4-transport.ts';
import { planWebSocket, portsOf, tunnelProtocol } from './websocket-negotiation.ts';
import { webSocketTransport } from './websocket-transport.ts';

interface Session {
  /** Serves until the client has gone. */
  run(): Promise<void>;
  goAway?(): void;
}

/** Turns a request for a pod's `portforward` into a tunnel, by direct SPDY, inside a WebSocket, or by v4 (tunnel.md 1.2). */
export class PortForwardUpgrade implements AsyncDisposable {
  readonly #store: ObjectStore;
  readonly #kubelet: Kubelet;
  readonly #access: Access;
  readonly #faults: Faults;
  readonly #version: ServerVersion;
  readonly #running = new Set<Promise<void>>();

  constructor(options: {
    store: ObjectStore;
    kubelet: Kubelet;
    access: Access;
    faults: Faults;
    version: ServerVersion;
  }) {
    this.#store = options.store;
    this.#kubelet = options.kubelet;
    this.#access = options.access;
    this.#faults = options.faults;
    this.#version = options.version;
  }

  /** Throws StatusError for what the API server itself refuses. */
  async handle(
    message: IncomingMessage,
    request: ResourceRequest,
    socket: Socket,
    head: Buffer,
  ): Promise<void> {
    const isWebSocket = message.headers.upgrade?.toLowerCase() === 'websocket';
    if (breakUpgrade(isWebSocket ? this.#faults.webSocketUpgrade : this.#faults.spdyUpgrade, socket)) return;
    const ports = portsOf(request.url.searchParams);
    if (this.#version.features.createForGet) this.#access.authorize({ ...request, verb: 'create' });
    const sandbox = this.#sandboxOf(request);
    if (isWebSocket) await this.#upgradeToWebSocket(message, ports, socket, head, sandbox);
    else this.#upgradeToSpdy(message, socket, head, sandbox);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running);
  }

  #sandboxOf({ namespace, name }: ResourceRequest): PodSandbox | string {
    const pod = this.#store.get('pods', namespace, name ?? '');
    if (pod.spec.nodeName === undefined) throw badRequest(`pod ${name ?? ''} does not have a host assigned`);
    const sandbox = this.#kubelet.sandboxOf(pod);
    return sandbox?.state === 'running' ? sandbox : `pod not found ("${name ?? ''}_${namespace ?? ''}")`;
  }

  #upgradeToSpdy(message: IncomingMessage, socket: Socket, head: Buffer, sandbox: PodSandbox | string): void {
    if (typeof sandbox === 'string') {
      refuse(socket, 404, `${sandbox}\n`);
      return;
    }
    const refusal = spdyRefusal(message.headers, this.#version.features.missingProtocolIs400);
    if (refusal) {
      refuse(socket, refusal.code, `${refusal.text}\n`);
      return;
    }
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
        `X-Stream-Protocol-Version: ${streamProtocol}\r\n\r\n`,
    );
    if (head.length > 0) socket.unshift(head);
    this.#tunnel(sandbox, socketTransport(socket));
  }

  async #upgradeToWebSocket(
    message: IncomingMessage,
    ports: readonly number[],
    socket: Socket,
    head: Buffer,
    sandbox: PodSandbox | string,
  ): Promise<void> {
    const offered = (message.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/).filter(Boolean);
    const plan = planWebSocket(offered, ports, this.#version.features.webSocketTunnel);
    if (plan.kind === 'refused') {
      refuse(socket, plan.code, plan.text);
      return;
    }
    if (typeof sandbox === 'string') {
      refuse(socket, 404, `${sandbox}\n`);
      return;
    }
    const protocol = plan.kind === 'tunnel' ? tunnelProtocol : plan.protocol;
    const webSocket = await acceptWebSocket(message, socket, head, protocol);
    if (plan.kind === 'tunnel') this.#tunnel(sandbox, webSocketTransport(webSocket));
    else
      this.#run(
        v4Transport(webSocket, plan.protocol),
        (transport) => new V4Session(sandbox, plan.ports, transport),
      );
  }

  #tunnel(sandbox: PodSandbox, transport: ByteTransport): void {
    this.#run(transport, (faulty) => new PortForwardSession(sandbox, faulty, this.#faults));
  }

  #run(transport: ByteTransport, sessionOn: (transport: ByteTransport) => Session): void {
    const session = sessionOn(faultyTransport(transport, this.#faults));
    const cut = (): void => transport.destroy();
    const goAway = (): void => session.goAway?.();
    this.#faults.events.on('cutTunnels', cut).on('goAway', goAway);
    const running = session.run().finally(() => {
      this.#running.delete(running);
      this.#faults.events.off('cutTunnels', cut).off('goAway', goAway);
    });
    this.#running.add(running);
  }
}
