import { afterAll, beforeAll, describe } from 'vitest';
import { describeBackpressureCases } from '../../cases/backpressure-cases.ts';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';

describe.each(['spdy', 'websocket'] as const)('back-pressure through the demo by %s', (transport) => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed(transport);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeBackpressureCases(() => opened.bed);
});
