import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeDataCases, describeManyConnections } from '../cases/data-cases.ts';

describe.each(['spdy', 'websocket'] as const)('data through a real cluster by %s', (transport) => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed(transport);
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeDataCases(() => bed, 64 * 1024 * 1024);
  if (transport === 'spdy') describeManyConnections(() => bed, 1_000);
});
