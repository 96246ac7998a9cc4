import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeBackpressureCases } from '../cases/backpressure-cases.ts';

describe.each(['spdy', 'websocket'] as const)('back-pressure through a real cluster by %s', (transport) => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed(transport);
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeBackpressureCases(() => bed);
});
