import { constants, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dataHeader, openingFrames, ping, rstStream } from '../../../src-main/engine/tunnel/spdy-frames.ts';

/** The frames of a buffer: the first eight bytes, and the body. */
function framesOf(bytes: Buffer): { head: Buffer; body: Buffer }[] {
  const frames = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUIntBE(at + 5, 3);
    frames.push({ head: bytes.subarray(at, at + 8), body: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return frames;
}

function headersOf(raw: Buffer): Record<string, string> {
  const headers: Record<string, string> = {};
  let at = 4;
  const text = (): string => {
    const length = raw.readUInt32BE(at);
    at += 4 + length;
    return raw.toString('utf8', at - length, at);
  };
  for (let count = raw.readUInt32BE(0); count > 0; count -= 1) {
    const name = text();
    headers[name] = text();
  }
  return headers;
}

test('opens an error stream that is half-closed and a data stream that is not, in this order', () => {
  const frames = framesOf(openingFrames({ errorId: 13, dataId: 23, port: 8080 }, true));
  expect(frames.map(({ head, body }) => [head.toString('hex', 0, 5), body.toString('hex', 0, 10)])).toEqual([
    ['8003000101', '0000000d000000000000'],
    ['8003000100', '00000017000000000000'],
  ]);
});

test('the header blocks of a thousand openings are one zlib stream that gives every header at once', () => {
  const compressed: Buffer[] = [];
  const expected: Record<string, string>[] = [];
  let inflated = 0;
  for (let index = 0; index < 1_000; index += 1) {
    const errorId = 1 + 12 * index;
    const pair = { errorId, dataId: errorId + 10, port: 1 + ((index * 67) % 65_535) };
    for (const { body } of framesOf(openingFrames(pair, index === 0))) compressed.push(body.subarray(10));
    for (const streamtype of ['error', 'data']) {
      expected.push({ streamtype, port: String(pair.port), requestid: String(errorId) });
    }
  }
  const raw = inflateSync(Buffer.concat(compressed), { finishFlush: constants.Z_SYNC_FLUSH });
  const headers = expected.map((wanted) => {
    const block = raw.subarray(inflated);
    const found = headersOf(block);
    inflated +=
      4 + Object.entries(wanted).reduce((sum, [name, value]) => sum + 8 + name.length + value.length, 0);
    return found;
  });
  expect({ headers, left: raw.length - inflated }).toEqual({ headers: expected, left: 0 });
});

test('each header block is released by its own flush marker', () => {
  const [first] = framesOf(openingFrames({ errorId: 1, dataId: 11, port: 80 }, true));
  const raw = inflateSync(first?.body.subarray(10) ?? '', { finishFlush: constants.Z_SYNC_FLUSH });
  expect(headersOf(raw)).toEqual({ streamtype: 'error', port: '80', requestid: '1' });
});

test('writes the bytes that SPDY/3.1 asks for', () => {
  expect([dataHeader(23, 5, false), dataHeader(23, 0, true), rstStream(23, 5), ping(7)].map(hex)).toEqual([
    '0000001700000005',
    '0000001701000000',
    '80030003000000080000001700000005',
    '800300060000000400000007',
  ]);
});

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}
