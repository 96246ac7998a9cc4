import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeClosingCases } from '../cases/closing-cases.ts';

describe('endings through a real cluster', () => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed();
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeClosingCases(() => bed);
});
