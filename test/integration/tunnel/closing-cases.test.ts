import { afterAll, beforeAll, describe } from 'vitest';
import { describeClosingCases } from '../../cases/closing-cases.ts';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';

describe.concurrent.each(['spdy', 'websocket', 'v4'] as const)(
  'endings through the demo by %s',
  (transport) => {
    let opened: DemoBed;
    beforeAll(async () => {
      opened = await openDemoBed(transport);
    });
    afterAll(() => opened[Symbol.asyncDispose]());

    describeClosingCases(() => opened.bed);
  },
);
