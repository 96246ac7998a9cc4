import { expect, it } from 'vitest';
import { Outbox, outboxLimit } from '../../../src-main/engine/forwards/outbox.ts';

it('gives everything from any point, in one piece, until it is told to forget', () => {
  const outbox = new Outbox();
  const empty = outbox.from(0);
  for (const part of ['he', 'll', 'o']) outbox.add(Buffer.from(part));
  const [all, rest, none] = [outbox.from(0), outbox.from(3), outbox.from(5)];
  outbox.forget();
  expect([empty, String(all), String(rest), none, outbox.from(0), outbox.isRepeatable]).toEqual([
    null,
    'hello',
    'lo',
    null,
    null,
    false,
  ]);
});

it('has room below its limit', () => {
  const outbox = new Outbox();
  outbox.add(Buffer.alloc(outboxLimit - 1));
  const before = outbox.hasRoom;
  outbox.add(Buffer.alloc(1));
  expect([before, outbox.hasRoom, outbox.bytes]).toEqual([true, false, outboxLimit]);
});
