import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeClosingCases } from '../cases/closing-cases.ts';

describe.each(['spdy', 'websocket'] as const)('endings through a real cluster by %s', (transport) => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed(transport);
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeClosingCases(() => bed);
});
