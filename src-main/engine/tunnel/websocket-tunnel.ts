import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import type { PodRef } from '../../shared/session.ts';
import { connect } from './connect.ts';
import { Deadline } from './deadline.ts';
import { brokenUpgrade, portForwardPath, readAnswer, upgradeTimeoutMs } from './dial.ts';
import { noAnswer, refusalOf, UpgradeRefusal } from './upgrade-refusal.ts';
import type { Wire, WireHandlers } from './wire.ts';

const subprotocol = 'SPDY/3.1+portforward.k8s.io';
/** The API server sends 32 KiB messages (tunnel.md, 1.4); a proxy may join them. */
const maxMessageBytes = 32 * 1024 * 1024;

/** The same SPDY bytes inside a WebSocket, for the proxies that drop SPDY. Rejects as `dialSpdy` does. */
export async function dialWebSocket(
  target: UpgradeTarget,
  pod: PodRef,
  clock: Clock,
  signal: AbortSignal,
): Promise<Wire> {
  const { server } = target;
  const socket = await connect(target, clock, signal);
  using deadline = new Deadline(signal, clock, upgradeTimeoutMs, () =>
    noAnswer(server, new Error('no answer')),
  );
  const webSocket = new WebSocket(`ws://${server.host}${portForwardPath(target, pod)}`, {
    // The socket is already connected, and secure where the server is.
    createConnection: () => socket,
    headers: { ...target.headers },
    finishRequest: askForSubprotocol,
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    skipUTF8Validation: true,
    // The mask hides nothing inside TLS, and an all-zero mask saves a copy of every byte (tunnel.md, 5).
    ...(target.tls === null ? {} : { generateMask: noMask }),
  });
  deadline.whenOver(() => socket.destroy());
  // Created before the answer, so that no message that comes with it is lost.
  const wire = webSocketWire(webSocket, socket);
  try {
    await new Promise<void>((resolve, reject) => {
      webSocket.once('open', resolve);
      webSocket.once('upgrade', (response) => {
        const refusal = checkSubprotocol(server, response);
        if (refusal !== null) reject(refusal);
      });
      webSocket.once('unexpected-response', (_request, response) => {
        readAnswer(response).then((answer) => reject(refusalOf(answer, pod, server)), reject);
      });
      webSocket.once('error', (error: NodeJS.ErrnoException) => reject(handshakeFault(server, error)));
    });
    return wire;
  } catch (error) {
    socket.destroy();
    deadline.throwIfOver();
    throw error;
  }
}

function webSocketWire(webSocket: WebSocket, socket: Socket): Wire {
  let told: WireHandlers | null = null;
  let reason = 'the API server closed the connection';
  const early: Buffer[] = [];
  webSocket.on('message', (message: Buffer, isBinary) => {
    if (!isBinary) {
      // The tunnel's peer sends text only to report a fault (tunnel.md, 1.4).
      reason = `the API server reported: ${message.toString('utf8', 0, 500)}`;
      webSocket.terminate();
    } else if (told === null) early.push(message);
    else told.received(message);
  });
  webSocket.on('error', (error) => {
    reason = error.message;
  });
  webSocket.on('close', () => told?.closed(reason));
  socket.on('drain', () => told?.drained());
  return {
    transport: 'websocket',
    get congested() {
      return socket.writableNeedDrain;
    },
    listen(handlers) {
      told = handlers;
      for (const message of early.splice(0)) handlers.received(message);
    },
    send(header, payload) {
      if (webSocket.readyState !== WebSocket.OPEN) return true;
      socket.cork();
      webSocket.send(header);
      if (payload !== null) webSocket.send(payload);
      socket.uncork();
      return !socket.writableNeedDrain;
    },
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    close() {
      told = null;
      webSocket.terminate();
    },
  };
}

/**
 * The subprotocol is asked for and checked here: `ws` refuses a name with a slash in it (RFC 6455 wants a token), but
 * it is the name that Kubernetes has chosen. `ws` itself sees neither the question nor the answer.
 */
function askForSubprotocol(upgrade: ClientRequest): void {
  upgrade.setHeader('Sec-WebSocket-Protocol', subprotocol);
  upgrade.end();
}

function checkSubprotocol(server: URL, { headers }: IncomingMessage): UpgradeRefusal | null {
  const agreed = headers['sec-websocket-protocol'];
  delete headers['sec-websocket-protocol'];
  return agreed === subprotocol ? null : notSpoken(server, `the subprotocol is "${agreed ?? ''}"`);
}

/** `ws` finds faults of the answer itself (wrong accept key, wrong subprotocol); the others come from the socket. */
function handshakeFault(server: URL, error: NodeJS.ErrnoException): Error {
  if (error.code !== undefined) return brokenUpgrade(server, error);
  return notSpoken(server, error.message);
}

function notSpoken(server: URL, detail: string): UpgradeRefusal {
  const message = `The server ${server.host} does not forward ports by WebSocket. Check that no proxy before it removes upgrades.`;
  return new UpgradeRefusal('other', 'upgradeRefused', message, { detail });
}

function noMask(mask: Buffer): void {
  mask.fill(0);
}
