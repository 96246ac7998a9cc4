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

/**
 * The bytes inside a WebSocket after its handshake. Written by hand, because libraries take no subprotocol with a slash
 * in its name, which is what Kubernetes calls its tunnel.
 */
export function webSocketDuplex(socket: Duplex): Duplex {
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
      // Data, final or not: message borders mean nothing here. A close ends the tunnel.
      if (frame.opcode <= 2 && frame.payload.length > 0) duplex.push(frame.payload);
      if (frame.opcode === 8) duplex.destroy();
    }
  });
  return duplex;
}

/** A final binary frame, masked with zeros, which leaves the bytes as they are. */
function clientHead(length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(0x82, 0);
  head.writeUInt8(0x80 | 126, 1);
  head.writeUInt16BE(length, 2);
  return head;
}

function firstFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + length;
  if (bytes.length < end) return null;
  return { opcode: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(start, end), end };
}
