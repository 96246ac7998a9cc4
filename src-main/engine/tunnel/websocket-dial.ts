import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { message } from '../../shared/language/message.ts';
import { brokenUpgrade, portForwardPath, readAnswer, upgrade, type UpgradeCall } from './upgrade.ts';
import { refusalOf, UpgradeRefusal } from './upgrade-refusal.ts';
import { V4Connection } from './v4-connection.ts';
import { webSocketWire } from './websocket-tunnel.ts';
import type { Wire } from './wire.ts';

/** What a dial has brought: a tunnel for any number of connections, or one connection to one port. */
export type Dialled =
  | { readonly kind: 'tunnel'; readonly wire: Wire }
  | { readonly kind: 'v4'; readonly connection: V4Connection };

/** What a WebSocket is to be. A v4 answer has already dialled `port`, so it is asked for only where a client waits. */
export type WebSocketOffer =
  | { readonly kind: 'tunnel' }
  | { readonly kind: 'tunnelOrV4'; readonly port: number }
  | { readonly kind: 'v4'; readonly port: number };

const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';
const v4Protocol = 'v4.channel.k8s.io';
/** The API server sends 32 KiB messages (tunnel.md, 1.4); a proxy may join them. */
const maxMessageBytes = 32 * 1024 * 1024;

/** `GET …/portforward` as a WebSocket; a server chooses by the order of the offer (tunnel.md, 1.2). Rejects as `upgrade` does. */
export async function dialWebSocket(
  offer: WebSocketOffer,
  call: UpgradeCall,
  signal: AbortSignal,
): Promise<Dialled> {
  const { target, pod, clock } = call;
  const { server } = target;
  const offered = protocolsOf(offer);
  const query = offer.kind === 'tunnel' ? '' : `?ports=${offer.port}`;
  return upgrade(call, signal, (socket) => {
    const webSocket = new WebSocket(`ws://${server.host}${portForwardPath(target, pod)}${query}`, {
      // The socket is already connected, and secure where the server is.
      createConnection: () => socket,
      headers: { ...target.headers },
      finishRequest: (asking) => askFor(offered, asking),
      perMessageDeflate: false,
      maxPayload: maxMessageBytes,
      skipUTF8Validation: true,
      // The mask hides nothing inside TLS, and an all-zero mask saves a copy of every byte (tunnel.md, 5).
      ...(target.tls === null ? {} : { generateMask: noMask }),
    });
    return new Promise<Dialled>((resolve, reject) => {
      let agreed: string | null = null;
      webSocket.once('upgrade', (response) => {
        agreed = takeProtocol(response);
        if (!offered.includes(agreed)) reject(notSpoken(server, `the subprotocol is "${agreed}"`));
      });
      // Taken over in the moment it opens, so that no message that comes with the answer is lost.
      webSocket.once('open', () => {
        if (agreed === tunnelProtocol) resolve({ kind: 'tunnel', wire: webSocketWire(webSocket, socket) });
        else if (offer.kind !== 'tunnel' && agreed === v4Protocol) {
          resolve({ kind: 'v4', connection: new V4Connection(webSocket, socket, offer.port) });
        }
      });
      webSocket.once('unexpected-response', (_request, response) => {
        readAnswer(response, clock).then((answer) => reject(refusalOf(answer, pod, server)), reject);
      });
      webSocket.once('error', (error: NodeJS.ErrnoException) => reject(handshakeFault(server, error)));
    });
  });
}

function protocolsOf({ kind }: WebSocketOffer): readonly string[] {
  switch (kind) {
    case 'tunnel':
      return [tunnelProtocol];
    case 'tunnelOrV4':
      return [tunnelProtocol, v4Protocol];
    case 'v4':
      return [v4Protocol];
  }
}

/**
 * The subprotocol is asked for and checked here: `ws` refuses a name with a slash in it (RFC 6455 wants a token), but
 * it is the name that Kubernetes has chosen. `ws` itself sees neither the question nor the answer.
 */
function askFor(protocols: readonly string[], asking: ClientRequest): void {
  asking.setHeader('Sec-WebSocket-Protocol', protocols.join(', '));
  asking.end();
}

function takeProtocol({ headers }: IncomingMessage): string {
  const agreed = headers['sec-websocket-protocol'] ?? '';
  delete headers['sec-websocket-protocol'];
  return agreed;
}

/** `ws` finds faults of the answer itself (wrong accept key, wrong subprotocol); the others come from the socket. */
function handshakeFault(server: URL, error: NodeJS.ErrnoException): Error {
  if (error.code !== undefined) return brokenUpgrade(server, error);
  return notSpoken(server, error.message);
}

function notSpoken(server: URL, detail: string): UpgradeRefusal {
  const words = message('tunnel.notSpokenByWebSocket', { server: server.host });
  return new UpgradeRefusal('other', 'upgradeRefused', words, { detail, layer: 'network' });
}

function noMask(mask: Buffer): void {
  mask.fill(0);
}
