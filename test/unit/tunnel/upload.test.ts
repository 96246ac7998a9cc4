import { expect, test } from 'vitest';
import { Upload } from '../../../src-main/engine/tunnel/upload.ts';

/** A tunnel with room for `room` frames, whose socket takes them all. */
function bench(room: number) {
  const frames: string[][] = [];
  const written: (() => void)[] = [];
  const state = { room };
  const upload = new Upload({
    hasRoom: () => state.room > 0,
    sendFrame: (chunks, bytes, done) => {
      state.room -= 1;
      frames.push([String(bytes), ...chunks.map((chunk) => chunk.toString('latin1', 0, 5))]);
      written.push(done);
      return true;
    },
  });
  return { upload, frames, written, state };
}

test('what there is room for leaves at once, frame by frame', () => {
  const { upload, frames } = bench(9);
  expect([upload.write(Buffer.from('one'), null), upload.write(Buffer.from('two'), null), frames]).toEqual([
    true,
    true,
    [
      ['3', 'one'],
      ['3', 'two'],
    ],
  ]);
});

test('what waits leaves in one frame, in order', () => {
  const { upload, frames, state } = bench(0);
  for (const text of ['a', 'b', 'c']) upload.write(Buffer.from(text), null);
  const before = [frames.length, upload.isEmpty];
  state.room = 1;
  const more = upload.flush();
  expect([before, more, frames, upload.isEmpty]).toEqual([[0, false], true, [['3', 'a', 'b', 'c']], true]);
});

test('asks to stop at a quarter of a MiB, and goes on below it', () => {
  const { upload, state } = bench(0);
  const answers = [1, 2, 3, 4].map(() => upload.write(Buffer.alloc(64 * 1024), null));
  state.room = 1;
  expect([answers, upload.flush()]).toEqual([[true, true, true, false], true]);
});

test('a chunk larger than a frame is cut, and its memory is free after the last piece', () => {
  const { upload, frames, written } = bench(9);
  let freed = 0;
  upload.write(Buffer.alloc(600 * 1024, 'x'), () => (freed += 1));
  written.slice(0, -1).forEach((done) => done());
  const early = freed;
  written.at(-1)?.();
  expect([frames.map(([bytes]) => Number(bytes)), early, freed]).toEqual([
    [256 * 1024, 256 * 1024, 88 * 1024],
    0,
    1,
  ]);
});
