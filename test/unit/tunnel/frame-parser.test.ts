import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameParser, type FrameSink } from '../../../src-main/engine/tunnel/frame-parser.ts';
import { dataHeader, ping, rstStream } from '../../../src-main/engine/tunnel/spdy-frames.ts';
import { type Message, say } from '../../../src-main/shared/language/message.ts';

type Event = readonly (string | number | boolean)[];

/** Events as text, neighbouring pieces of one DATA frame joined: where they were split is not what matters. */
class Recorder implements FrameSink {
  readonly events: Event[] = [];
  readonly pieces: Buffer[] = [];

  /** Whether it says that it still needs the bytes. */
  keeps = false;

  data(streamId: number, piece: Buffer, fin: boolean): boolean {
    this.pieces.push(piece);
    const last = this.events.at(-1);
    const text = piece.toString('hex');
    if (last?.[0] === 'data' && last[1] === streamId && last[3] === false) {
      this.events[this.events.length - 1] = ['data', streamId, String(last[2]) + text, fin];
    } else {
      this.events.push(['data', streamId, text, fin]);
    }
    return this.keeps;
  }

  reset(streamId: number, status: number): void {
    this.events.push(['reset', streamId, status]);
  }

  ping(id: number): void {
    this.events.push(['ping', id]);
  }

  goAway(): void {
    this.events.push(['goAway']);
  }

  invalid(frame: Message): void {
    this.events.push(['invalid', say('en', frame)]);
  }
}

function parse(chunks: readonly Buffer[]): Recorder {
  const recorder = new Recorder();
  const parser = new FrameParser(recorder);
  for (const chunk of chunks) parser.push(chunk);
  return recorder;
}

function control(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(0x8003, 0);
  header.writeUInt16BE(type, 2);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

const id = fc.integer({ min: 1, max: 0x7fffffff });
const payload = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const dataFrame = fc
  .tuple(id, payload, fc.boolean())
  .map(([streamId, body, fin]) => Buffer.concat([dataHeader(streamId, body.length, fin), body]));
const frame = fc.oneof(
  dataFrame,
  fc.tuple(id, fc.integer({ min: 1, max: 11 })).map(([streamId, status]) => rstStream(streamId, status)),
  id.map(ping),
  payload.map((body) => control(7, Buffer.concat([body, Buffer.alloc(8)]).subarray(0, 8))),
  // SYN_REPLY, SETTINGS, HEADERS, WINDOW_UPDATE and a type that does not exist.
  fc.tuple(fc.constantFrom(2, 4, 8, 9, 4711), payload).map(([type, body]) => control(type, body)),
);

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

test('the same bytes give the same events, wherever they are split', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 30 }), (frames, cuts) => {
      const bytes = Buffer.concat(frames);
      const whole = parse([bytes]).events;
      expect(parse(split(bytes, cuts)).events).toEqual(whole);
      expect(parse(Array.from(bytes, (byte) => Buffer.of(byte))).events).toEqual(whole);
    }),
  );
});

test('tells each kind of frame and skips what a client does not need', () => {
  const bytes = Buffer.concat([
    control(2, Buffer.from('a header block of any length')),
    dataHeader(11, 5, false),
    Buffer.from('hello'),
    dataHeader(11, 0, false),
    dataHeader(11, 0, true),
    control(9, Buffer.alloc(8)),
    rstStream(13, 5),
    ping(2),
    control(7, Buffer.alloc(8)),
  ]);
  expect(parse([bytes]).events).toEqual([
    ['data', 11, Buffer.from('hello').toString('hex'), true],
    ['reset', 13, 5],
    ['ping', 2],
    ['goAway'],
  ]);
});

test('hands on the payload of the largest frame as it comes, as views on the chunks', () => {
  const recorder = new Recorder();
  const parser = new FrameParser(recorder);
  parser.push(dataHeader(11, 0xffffff, true));
  const chunks = [Buffer.alloc(10_000, 1), Buffer.alloc(70_000, 2)];
  for (const chunk of chunks) parser.push(chunk);
  expect(recorder.pieces.map(({ buffer, length }) => ({ buffer, length }))).toEqual(
    chunks.map(({ buffer, length }) => ({ buffer, length })),
  );
  expect(recorder.pieces.map(({ buffer }, index) => buffer === chunks[index]?.buffer)).toEqual([true, true]);
});

test('says of each chunk whether a piece of it is still needed', () => {
  const recorder = new Recorder();
  const parser = new FrameParser(recorder);
  recorder.keeps = true;
  const kept = [parser.push(dataHeader(11, 8, false)), parser.push(Buffer.alloc(4))];
  recorder.keeps = false;
  expect([...kept, parser.push(Buffer.alloc(4))]).toEqual([false, true, false]);
});

test.each([
  ['another SPDY version', Buffer.from('8002000600000004', 'hex'), 'a frame of SPDY version 2'],
  [
    'a ping of the wrong length',
    Buffer.from('8003000600000005', 'hex'),
    'a control frame of type 6 with 5 bytes',
  ],
])('refuses %s and reads no further', (_name, bytes, reason) => {
  expect(parse([bytes, ping(2)]).events).toEqual([['invalid', reason]]);
});
