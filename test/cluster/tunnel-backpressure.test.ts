import { afterAll, beforeAll, describe } from 'vitest';
import type { CaseBed } from '../cases/case-bed.ts';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { describeBackpressureCases } from '../cases/backpressure-cases.ts';

// By SPDY, the preferred transport, and with little unread: cases 31 and 32 sometimes hang here with more, an open fault.
describe('back-pressure through a real cluster', () => {
  let bed: CaseBed;
  beforeAll(async () => {
    bed = await openClusterBed('spdy');
  });
  afterAll(() => bed[Symbol.asyncDispose]());

  describeBackpressureCases(() => bed, 2);
});
