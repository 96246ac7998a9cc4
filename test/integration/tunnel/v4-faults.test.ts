import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoBed, openDemoBed } from '../../cases/demo-bed.ts';
import { describeFaultCases } from '../../cases/fault-cases.ts';
import { LocalClient } from '../../support/local-client.ts';

describe('faults on the way to the demo by v4', () => {
  let opened: DemoBed;
  beforeAll(async () => {
    opened = await openDemoBed('v4');
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describeFaultCases(() => opened.bed);

  test('after a sleep a client learns within 2 s that its connection is dead', async () => {
    const { bed } = opened;
    const { endpoint } = await bed.forward('echo');
    using client = await LocalClient.connect(endpoint);
    await client.echo('good night');
    bed.path.lose();
    const woken = performance.now();
    bed.host.engine.nudge();
    expect([await client.over(), performance.now() - woken < 2_000]).toEqual(['ECONNRESET', true]);
  });
});
