import { HeaderInflater } from './header-inflater.ts';

export type Headers = ReadonlyMap<string, string>;

export type Frame =
  | {
      readonly kind: 'synStream';
      readonly streamId: number;
      readonly fin: boolean;
      readonly headers: Headers;
    }
  | { readonly kind: 'data'; readonly streamId: number; readonly fin: boolean; readonly data: Buffer }
  | { readonly kind: 'reset'; readonly streamId: number }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'goAway' }
  /** SYN_REPLY and HEADERS, which clients have no use for: they pass through the queue of their stream without effect. */
  | { readonly kind: 'ofStream'; readonly streamId: number }
  /** SETTINGS and WINDOW_UPDATE: without effect, but each takes its turn in the ping round-robin (tunnel.md 2.2). */
  | { readonly kind: 'other' };

/** RST_STREAM status codes (SPDY/3 draft, section 2.6.3). */
export const resetStatus = { protocolError: 1, refusedStream: 3, cancel: 5 } as const;

const headLength = 8;
const control = {
  synStream: 1,
  synReply: 2,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const;
const finFlag = 0x01;

/** Cuts bytes into frames, wherever the chunks are cut. Throws for what ends a connection of the real server. */
export async function* readFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  using inflater = new HeaderInflater();
  let pending: Buffer[] = [];
  let size = 0;
  let needed = headLength;
  for await (const chunk of chunks) {
    pending.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    let rest = Buffer.concat(pending);
    for (;;) {
      needed = rest.length < headLength ? headLength : headLength + rest.readUIntBE(5, 3);
      if (rest.length < needed) break;
      yield await decode(rest.subarray(0, needed), inflater);
      rest = rest.subarray(needed);
    }
    pending = [rest];
    size = rest.length;
  }
}

export function encodeData(streamId: number, data: Buffer, fin: boolean): Buffer[] {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(streamId, 0);
  head.writeUInt32BE(data.length, 4);
  head.writeUInt8(fin ? finFlag : 0, 4);
  return data.length === 0 ? [head] : [head, data];
}

/** A SYN_REPLY with the headers already compressed. */
export function encodeSynReply(streamId: number, headerBlock: Buffer): Buffer[] {
  return [encodeControl(control.synReply, words(streamId), headerBlock.length), headerBlock];
}

export function encodeReset(streamId: number, status: number): Buffer[] {
  return [encodeControl(control.reset, words(streamId, status))];
}

export function encodePing(id: number): Buffer[] {
  return [encodeControl(control.ping, words(id))];
}

/** The server gives up the connection; `lastStreamId` is the last stream that it served. */
export function encodeGoAway(lastStreamId: number): Buffer[] {
  return [encodeControl(control.goAway, words(lastStreamId, 0))];
}

function encodeControl(type: number, payload: Buffer, following = 0): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(payload.length + following, 4);
  return Buffer.concat([head, payload]);
}

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32BE(value, 4 * index));
  return buffer;
}

async function decode(frame: Buffer, inflater: HeaderInflater): Promise<Frame> {
  const first = frame.readUInt32BE(0);
  const flags = frame.readUInt8(4);
  const fin = (flags & finFlag) !== 0;
  const payload = frame.subarray(headLength);
  if (first < 0x80000000) return { kind: 'data', streamId: notZero(first), fin, data: payload };
  // The version is not looked at: a real server takes a PING of SPDY/2.
  switch (frame.readUInt16BE(2)) {
    case control.synStream: {
      const headers = decodeHeaders(await inflater.inflate(payload.subarray(10)));
      return { kind: 'synStream', streamId: notZero(payload.readUInt32BE(0)), fin, headers };
    }
    case control.synReply:
    case control.headers:
      return { kind: 'ofStream', streamId: payload.readUInt32BE(0) };
    case control.reset:
      notZero(payload.readUInt32BE(4));
      return { kind: 'reset', streamId: notZero(payload.readUInt32BE(0)) };
    case control.ping:
      if (flags !== 0) throw new Error('PING with flags');
      return { kind: 'ping', id: notZero(payload.readUInt32BE(0)) };
    case control.goAway:
      return { kind: 'goAway' };
    case control.settings:
    case control.windowUpdate:
      return { kind: 'other' };
  }
  throw new Error('control frame of an unknown type');
}

/** A stream, a status or a ping of number 0 ends the connection. */
function notZero(value: number): number {
  if (value === 0) throw new Error('0 where none may be');
  return value;
}

function decodeHeaders(block: Buffer): Headers {
  const headers = new Map<string, string>();
  let offset = 4;
  const next = (): string => {
    const start = offset + 4;
    offset = start + block.readUInt32BE(offset);
    return block.toString('utf8', start, offset);
  };
  for (let count = block.readUInt32BE(0); count > 0; count--) headers.set(next().toLowerCase(), next());
  return headers;
}
