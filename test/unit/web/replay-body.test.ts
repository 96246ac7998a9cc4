import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ReplayBody } from '../../../src-main/engine/web/replay-body.ts';

function upload() {
  return Object.assign(new PassThrough(), { headers: { 'transfer-encoding': 'chunked' }, complete: false });
}

function streamOf(body: ReplayBody): Readable {
  const stream = body.stream();
  if (stream === null) throw new Error('no body');
  return stream;
}

it('what comes after a stream was left is the next one’s, however much it is', async () => {
  const source = upload();
  const body = new ReplayBody(source);
  const left = streamOf(body);
  source.write('first,');
  await once(left, 'readable');
  left.read();
  // It waits for more now.
  left.read();
  const whole = buffer(streamOf(body));
  const rest = Buffer.alloc(3 * 1024 * 1024, 'x');
  source.end(rest);
  expect([(await whole).equals(Buffer.concat([Buffer.from('first,'), rest])), body.canReplay]).toEqual([
    true,
    false,
  ]);
});

it('a body that breaks off ends no stream', async () => {
  const source = upload();
  const body = new ReplayBody(source);
  const first = buffer(streamOf(body));
  source.write('first');
  source.destroy(new Error('left'));
  await expect(first).rejects.toThrow('left');
  await expect(buffer(streamOf(body))).rejects.toThrow('left');
});

it('a body is taken in no faster than it is sent', async () => {
  const source = upload();
  const stream = streamOf(new ReplayBody(source));
  stream.read();
  let written = 0;
  while (source.write(Buffer.alloc(16 * 1024))) {
    written += 1;
    await new Promise(setImmediate);
    if (written > 100) break;
  }
  expect(written).toBeLessThan(20);
});
