import { patternBytes } from '../cluster/test-server.ts';
import { Random } from './random.ts';

/** Bytes that are known at every offset, so that what arrives is compared one by one and not only by its hash. */
export interface Payload {
  /** `length` bytes from `offset` on. */
  at(offset: number, length: number): Buffer;
}

/** Prime, so that a block that is lost, doubled or out of place changes the bytes that follow. */
const noiseLength = 1_048_573;

const source = new Random(1);
const noise = Buffer.from(Uint8Array.from({ length: noiseLength }, () => source.whole(0, 255)));

const patternLength = 251 * 4_096;
const pattern = patternBytes(patternLength);

/** What `/bytes` sends. */
export const patternPayload: Payload = {
  at: (offset, length) => slices(pattern, patternLength, offset, length),
};

/** Random bytes from a random place on. */
export function noisePayload(random: Random): Payload {
  const start = random.whole(0, noiseLength - 1);
  return { at: (offset, length) => slices(noise, noiseLength, start + offset, length) };
}

/** A piece of a block of `period` bytes that repeats for ever. */
function slices(block: Buffer, period: number, offset: number, length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = offset, left = length; left > 0;) {
    const first = at % period;
    const piece = block.subarray(first, Math.min(period, first + left));
    pieces.push(piece);
    at += piece.length;
    left -= piece.length;
  }
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}
