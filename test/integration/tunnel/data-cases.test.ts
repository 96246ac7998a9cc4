import { afterAll, beforeAll, describe } from 'vitest';
import { describeDataCases, describeManyConnections } from '../../cases/data-cases.ts';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';

describe.each(['spdy', 'websocket', 'v4'] as const)('data through the demo by %s', (transport) => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed(transport);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeDataCases(() => opened.bed, 16 * 1024 * 1024);
  if (transport === 'spdy') describeManyConnections(() => opened.bed, 2_000);
});
