import { expect, test } from 'vitest';
import { freeMemory } from '../../../src-main/engine/free-memory.ts';

test('gives back memory that belongs to the chunk alone', () => {
  const chunk = Buffer.allocUnsafeSlow(64 * 1024);
  freeMemory(chunk);
  expect([chunk.length, chunk.buffer.byteLength]).toEqual([0, 0]);
});

test('leaves memory alone that others look at too', () => {
  const whole = Buffer.alloc(100, 'x');
  const pooled = Buffer.from('pooled');
  freeMemory(whole.subarray(0, 50));
  freeMemory(pooled);
  expect([whole.toString('latin1', 0, 3), pooled.toString()]).toEqual(['xxx', 'pooled']);
});
