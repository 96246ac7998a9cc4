import { afterAll, beforeAll, describe } from 'vitest';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';
import { describeFaultCases, describeReplacementCases } from '../../cases/fault-cases.ts';

describe('faults on the way to the demo by SPDY', () => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed();
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeFaultCases(() => opened.bed);
});

describe('pods of the demo that leave', () => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed();
    opened.demo.times.terminationMs = 5_000;
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeReplacementCases(() => opened.bed);
});
