import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import type { UpgradeAccess, UpgradeTarget } from '../../../src-main/engine/kube/upgrade-access.ts';
import { SpdyPeer } from './spdy-peer.ts';
import { V4Peer } from './v4-peer.ts';

const subprotocol = 'SPDY/3.1+portforward.k8s.io';

/** One upgrade request, to be answered by the test. */
export interface Upgrade {
  readonly transport: 'spdy' | 'websocket';
  readonly request: IncomingMessage;
  /** The subprotocols that a WebSocket asks for, in its order. */
  readonly protocols: readonly string[];
  /** Switches protocols; `early` are bytes that leave together with the 101. */
  accept(early?: Buffer): SpdyPeer;
  /** Switches to the legacy v4 WebSocket, which carries one connection. */
  acceptV4(): V4Peer;
  /** Answers with a plain HTTP response and closes. */
  refuse(status: number, body?: string, headers?: Record<string, string>): void;
}

/** An API server whose port-forward endpoint does what the test says; plain HTTP on loopback. */
export class ScriptedApiServer implements AsyncDisposable, UpgradeAccess {
  readonly upgrades: Upgrade[] = [];
  readonly peers: SpdyPeer[] = [];
  readonly v4Peers: V4Peer[] = [];
  rejectedCredentials = 0;
  token = 'first';
  pathPrefix = '';
  /** Accepts every upgrade, unless told otherwise. */
  onUpgrade: (upgrade: Upgrade) => void = (upgrade) => void upgrade.accept();
  /** Called for each tunnel, before its first frame. */
  onPeer: (peer: SpdyPeer) => void = () => undefined;
  /** Called for each v4 connection, before its first message. */
  onV4Peer: (peer: V4Peer) => void = () => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const upgrade = this.#describe(request, socket, head);
      this.upgrades.push(upgrade);
      this.onUpgrade(upgrade);
      // The sockets of an HTTP server stay half open by themselves, and are not read while nobody has answered.
      socket.on('end', () => socket.destroy()).on('error', () => undefined);
      socket.resume();
    });
  }

  static async start(): Promise<ScriptedApiServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedApiServer(server);
  }

  /** Connections that are open now. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  upgradeTarget(): Promise<UpgradeTarget> {
    const { port } = this.#server.address() as AddressInfo;
    const server = new URL(`http://127.0.0.1:${port}${this.pathPrefix}`);
    return Promise.resolve({
      server,
      tls: null,
      proxy: null,
      headers: { Authorization: `Bearer ${this.token}` },
    });
  }

  credentialsRejected(): void {
    this.rejectedCredentials += 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #describe(request: IncomingMessage, socket: Duplex, head: Buffer): Upgrade {
    const transport = /^websocket$/i.test(request.headers.upgrade ?? '') ? 'websocket' : 'spdy';
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(', ');
    return {
      transport,
      request,
      protocols,
      accept: (early = Buffer.alloc(0)) =>
        this.#meet(
          transport === 'spdy' ? acceptSpdy(socket, early) : acceptTunnel(request, socket, head, early),
        ),
      acceptV4: () => {
        const peer = new V4Peer(
          acceptWebSocket(request, socket, head, 'v4.channel.k8s.io'),
          request.url ?? '',
        );
        this.v4Peers.push(peer);
        this.onV4Peer(peer);
        return peer;
      },
      refuse: (status, body = '', headers = {}) => {
        const lines = Object.entries({ ...headers, 'Content-Length': String(body.length) });
        const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        socket.end(`HTTP/1.1 ${status} Refused\r\n${fields}Connection: close\r\n\r\n${body}`);
      },
    };
  }

  #meet(duplex: Duplex): SpdyPeer {
    const peer = new SpdyPeer(duplex);
    this.peers.push(peer);
    this.onPeer(peer);
    return peer;
  }
}

function acceptSpdy(socket: Duplex, early: Buffer): Duplex {
  const answer =
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
    'X-Stream-Protocol-Version: portforward.k8s.io\r\n\r\n';
  socket.write(Buffer.concat([Buffer.from(answer), early]));
  return socket;
}

function acceptTunnel(request: IncomingMessage, socket: Duplex, head: Buffer, early: Buffer): Duplex {
  const duplex = createWebSocketStream(acceptWebSocket(request, socket, head, subprotocol));
  if (early.length > 0) duplex.write(early);
  return duplex;
}

function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: string,
): WebSocket {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  // `ws` does not take a subprotocol with a slash, so it is kept out of its sight and answered here.
  delete request.headers['sec-websocket-protocol'];
  server.on('headers', (lines) => lines.push(`Sec-WebSocket-Protocol: ${protocol}`));
  const accepted: WebSocket[] = [];
  server.handleUpgrade(request, socket, head, (webSocket) => accepted.push(webSocket));
  const [webSocket] = accepted;
  if (webSocket === undefined) throw new Error('the WebSocket handshake failed');
  return webSocket;
}
