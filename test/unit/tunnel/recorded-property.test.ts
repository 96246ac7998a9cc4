import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameParser } from '../../../src-main/engine/tunnel/frame-parser.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { recordedSpdy } from '../../cases/recorded-tunnels.ts';

/** What a client learns, a line for each frame; what comes on one stream without a break is one line. */
function linesOf(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const parser = new FrameParser({
    data(id, piece, fin) {
      const start = `data ${id} `;
      const last = lines.at(-1) ?? '';
      const goesOn = last.startsWith(start) && !last.endsWith('FIN');
      const before = goesOn ? (lines.pop() ?? '') : start;
      lines.push(`${before}${piece.toString()}${fin ? 'FIN' : ''}`);
      return false;
    },
    reset: (id, status) => lines.push(`reset ${id} ${status}`),
    ping: (id) => lines.push(`ping ${id}`),
    goAway: () => lines.push('go away'),
    invalid: (frame) => lines.push(`invalid: ${say('en', frame)}`),
  });
  for (const chunk of chunks) parser.push(chunk);
  return lines;
}

test('case 1: what a real server sent is read the same, wherever it is split', () => {
  const whole = linesOf([recordedSpdy]);
  expect(whole.map((line) => line.replace(/ error forwarding .*/, ' TEXT').trim())).toEqual([
    'data 11 hello',
    'ping 1',
    'data 23 FIN',
    'data 13 TEXT',
    'reset 13 5',
    'data 35 220 testserver ready\r\nFIN',
    'data 25 FIN',
  ]);
  const cuts = fc.array(fc.nat(recordedSpdy.length), { maxLength: 40 });
  fc.assert(
    fc.property(cuts, (places) => {
      const sorted = [0, ...places.toSorted((a, b) => a - b), recordedSpdy.length];
      const chunks = sorted.slice(1).map((end, index) => recordedSpdy.subarray(sorted[index], end));
      expect(linesOf(chunks)).toEqual(whole);
    }),
  );
  expect(linesOf(Array.from(recordedSpdy, (byte) => Buffer.of(byte)))).toEqual(whole);
});
