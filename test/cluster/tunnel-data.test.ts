import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeDataCases, describeManyConnections } from '../cases/data-cases.ts';

describe('data through a real cluster', () => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed();
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeDataCases(() => bed, 64 * 1024 * 1024);
  describeManyConnections(() => bed, 1_000);
});
