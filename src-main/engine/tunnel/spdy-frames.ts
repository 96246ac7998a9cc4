/** Frame types of SPDY/3.1 that a port-forward client meets; all others are skipped. */
export const frameType = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7 } as const;

/** RST_STREAM status for "no longer wanted". */
export const resetCancel = 5;

/** Stream ids are 31 bits wide; the last pair must fit below this. */
export const maxStreamId = 0x7fffffff;

/** The largest DATA payload written at once, in bytes: measured as the fastest upload size (tunnel.md, 6.1). */
export const maxDataPayload = 256 * 1024;

const flagFin = 1;

/** The two streams of one forwarded connection, as the kubelet pairs them by `requestId`. */
export interface StreamPair {
  readonly errorId: number;
  readonly dataId: number;
  readonly port: number;
}

/**
 * Both SYN_STREAM frames of one connection. The error stream is opened half-closed: we never write to it.
 * `firstOfTunnel` puts the zlib header before the first header block, which all blocks of a tunnel share.
 */
export function openingFrames(pair: StreamPair, firstOfTunnel: boolean): Buffer {
  const headers = (streamType: string): [string, string][] => [
    ['streamtype', streamType],
    ['port', String(pair.port)],
    ['requestid', String(pair.errorId)],
  ];
  return Buffer.concat([
    synStream(pair.errorId, headers('error'), flagFin, firstOfTunnel),
    synStream(pair.dataId, headers('data'), 0, false),
  ]);
}

/** The 8 bytes before a DATA payload of `length` bytes. */
export function dataHeader(streamId: number, length: number, fin: boolean): Buffer {
  const header = Buffer.allocUnsafe(8);
  header.writeUInt32BE(streamId, 0);
  header.writeUInt32BE(((fin ? flagFin : 0) << 24) | length, 4);
  return header;
}

export function rstStream(streamId: number, status: number): Buffer {
  return controlFrame(frameType.rstStream, 0, uint32s(streamId, status));
}

/** Ids of a client are odd; an even id is the server's own, sent back unchanged. */
export function ping(id: number): Buffer {
  return controlFrame(frameType.ping, 0, uint32s(id));
}

/** Several PINGs, in one piece. */
export function pings(ids: readonly number[]): Buffer {
  return Buffer.concat(ids.map(ping));
}

function synStream(id: number, headers: [string, string][], flags: number, firstOfTunnel: boolean): Buffer {
  // Associated stream 0, priority 0 (equal priorities keep their order in the server's queues), slot 0.
  const body = Buffer.concat([uint32s(id, 0), Buffer.alloc(2), headerBlock(headers, firstOfTunnel)]);
  return controlFrame(frameType.synStream, flags, body);
}

/**
 * Stored deflate blocks are valid zlib, so no compressor and no dictionary is needed (tunnel.md, 2.2).
 * The empty stored block is the flush marker without which the server's inflater releases nothing.
 */
function headerBlock(headers: [string, string][], firstOfTunnel: boolean): Buffer {
  const parts = [uint32s(headers.length)];
  for (const [name, value] of headers) {
    parts.push(uint32s(name.length), Buffer.from(name), uint32s(value.length), Buffer.from(value));
  }
  const raw = Buffer.concat(parts);
  const stored = Buffer.alloc(5);
  stored.writeUInt16LE(raw.length, 1);
  stored.writeUInt16LE(raw.length ^ 0xffff, 3);
  const zlibHeader = firstOfTunnel ? [0x78, 0x01] : [];
  return Buffer.concat([Buffer.from(zlibHeader), stored, raw, Buffer.from([0, 0, 0, 0xff, 0xff])]);
}

function controlFrame(type: number, flags: number, body: Buffer): Buffer {
  const header = Buffer.allocUnsafe(8);
  header.writeUInt16BE(0x8003, 0);
  header.writeUInt16BE(type, 2);
  header.writeUInt32BE(((flags << 24) | body.length) >>> 0, 4);
  return Buffer.concat([header, body]);
}

function uint32s(...values: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
