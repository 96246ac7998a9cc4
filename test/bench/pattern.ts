import { createHash } from 'node:crypto';
import { patternBytes } from '../cluster/test-server.ts';

const period = 251;
/** The longest piece that `patternFrom` gives out. */
export const pieceBytes = 1 << 20;

const pattern = patternBytes(pieceBytes + period);

/** The test server's pattern from `offset` on, `length` bytes of it; no copy. */
export function patternFrom(offset: number, length: number): Buffer {
  const first = offset % period;
  return pattern.subarray(first, first + length);
}

/** Throws where the bytes are not the pattern's from `offset` on: lost, doubled, swapped or changed. */
export function requirePattern(chunk: Buffer, offset: number): void {
  for (let done = 0; done < chunk.length; done += pieceBytes) {
    const piece = chunk.subarray(done, done + pieceBytes);
    if (!piece.equals(patternFrom(offset + done, piece.length))) {
      throw new Error(`Wrong bytes arrived between ${offset + done} and ${offset + done + piece.length}.`);
    }
  }
}

const hashes = new Map<number, string>();

/** SHA-256 of the pattern's first `length` bytes, in hexadecimal; computed once for each length. */
export function patternHash(length: number): string {
  const known = hashes.get(length);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (let offset = 0; offset < length; offset += pieceBytes) {
    hash.update(patternFrom(offset, Math.min(pieceBytes, length - offset)));
  }
  const digest = hash.digest('hex');
  hashes.set(length, digest);
  return digest;
}
