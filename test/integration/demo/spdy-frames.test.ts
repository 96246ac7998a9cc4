import { constants, createDeflate, deflateSync } from 'node:zlib';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Frame, readFrames } from '../../../src-main/demo/spdy/frames.ts';
import { headerDictionary } from '../../../src-main/demo/spdy/header-dictionary.ts';

describe('the SPDY server of the demo cluster', () => {
  it('has the dictionary of the standard', () => {
    // The Adler-32 sum of the dictionary stands in the head of every zlib stream that was made with it.
    expect(deflateSync('', { dictionary: headerDictionary() }).readUInt32BE(2)).toBe(0xe3c6a7c2);
  });

  it('reads the same frames however the bytes are cut', async () => {
    const bytes = await conversation();
    const whole = await read([bytes]);
    expect(whole.map((frame) => frame.kind)).toEqual([
      'synStream',
      'data',
      'synStream',
      'ping',
      'other',
      'reset',
      'goAway',
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), async (sizes) => {
        const chunks: Buffer[] = [];
        let offset = 0;
        for (const size of sizes) chunks.push(bytes.subarray(offset, (offset += size)));
        chunks.push(bytes.subarray(offset));
        expect(await read(chunks)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });
});

async function read(chunks: readonly Buffer[]): Promise<Frame[]> {
  const source = async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  };
  const frames: Frame[] = [];
  for await (const frame of readFrames(source())) frames.push(frame);
  return frames;
}

/** Two streams with header blocks compressed as kubectl does it, and one of each other frame. */
async function conversation(): Promise<Buffer> {
  const deflate = createDeflate({ dictionary: headerDictionary(), level: 9 });
  const compress = async (headers: Readonly<Record<string, string>>): Promise<Buffer> => {
    const block = Object.entries(headers).flatMap((pair) =>
      pair.flatMap((text) => [word(text.length), Buffer.from(text)]),
    );
    deflate.write(Buffer.concat([word(Object.keys(headers).length), ...block]));
    await promisify((done: () => void) => deflate.flush(constants.Z_SYNC_FLUSH, done))();
    return deflate.read() as Buffer;
  };
  const syn = async (id: number, headers: Readonly<Record<string, string>>): Promise<Buffer> =>
    control(1, Buffer.concat([word(id), word(0), Buffer.alloc(2), await compress(headers)]));
  return Buffer.concat([
    await syn(1, { streamtype: 'error', port: '80', requestid: '0' }),
    Buffer.concat([word(1), word(5), Buffer.from('hello')]),
    await syn(3, { streamtype: 'data', port: '80', requestid: '0' }),
    control(6, word(1)),
    control(9, Buffer.concat([word(1), word(100)])),
    control(3, Buffer.concat([word(3), word(5)])),
    control(7, Buffer.concat([word(0), word(0)])),
  ]);
}

function control(type: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80, 3, 0, type]), word(payload.length), payload]);
}

function word(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
