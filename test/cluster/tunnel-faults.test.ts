import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeFaultCases, describeReplacementCases } from '../cases/fault-cases.ts';

describe('faults on the way to a real cluster', () => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed('spdy');
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeFaultCases(() => bed);
  describeReplacementCases(() => bed);
});
