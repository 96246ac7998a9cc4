import { randomBytes } from 'node:crypto';
import { Duplex } from 'node:stream';

/** What the handshake of a WebSocket tunnel asks with. */
export function tunnelHandshake(): Readonly<Record<string, string>> {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
  };
}

/** A frame as the server sent it. */
export interface WebSocketFrame {
  readonly isFinal: boolean;
  readonly opcode: number;
  readonly length: number;
}

/**
 * The bytes inside a WebSocket after its handshake; `onFrame` is told of each frame that carries them. Written by hand, because libraries take no subprotocol with a slash
 * in its name, which is what Kubernetes calls its tunnel.
 */
export function webSocketDuplex(
  socket: Duplex,
  onFrame: (frame: WebSocketFrame) => void = () => undefined,
): Duplex {
  let pending = Buffer.alloc(0);
  const duplex = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) =>
      socket.write(Buffer.concat([clientHead(chunk.length), chunk]), done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('error', () => undefined);
  socket.on('close', () => duplex.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = firstFrame(pending); frame; frame = firstFrame(pending)) {
      pending = pending.subarray(frame.end);
      onFrame({ isFinal: frame.isFinal, opcode: frame.opcode, length: frame.payload.length });
      // Data, final or not: message borders mean nothing here. A close ends the tunnel.
      if (frame.opcode <= 2 && frame.payload.length > 0) duplex.push(frame.payload);
      if (frame.opcode === 8) duplex.destroy();
    }
  });
  return duplex;
}

/** A final binary frame, masked with zeros, which leaves the bytes as they are. */
function clientHead(length: number): Buffer {
  const head = Buffer.alloc(14);
  head.writeUInt8(0x82, 0);
  head.writeUInt8(0x80 | 127, 1);
  head.writeUIntBE(length, 4, 6);
  return head;
}

function firstFrame(
  bytes: Buffer,
): { isFinal: boolean; opcode: number; payload: Buffer; end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + length;
  if (bytes.length < end) return null;
  const first = bytes.readUInt8(0);
  return { isFinal: first >= 0x80, opcode: first & 0x0f, payload: bytes.subarray(start, end), end };
}
