import { afterAll, beforeAll, describe } from 'vitest';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';
import { describeFaultCases } from '../../cases/fault-cases.ts';

// Apart from the same by SPDY: both spend their time waiting, and files wait side by side.
describe('faults on the way to the demo by WebSocket', () => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed('websocket');
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeFaultCases(() => opened.bed);
});
