import { afterAll, beforeAll, describe } from 'vitest';

import { describeApi } from './api-conformance.ts';
import { ConformanceNamespace, type JudgedCluster } from './conformance-cluster.ts';
import { describePods } from './pod-conformance.ts';
import { describeServiceProxy } from './proxy-conformance.ts';
import { describeTunnels } from './tunnel-conformance.ts';
import { describeUpgrades } from './upgrade-conformance.ts';
import { describeV4 } from './v4-conformance.ts';
import { describeWatches } from './watch-conformance.ts';

/** The same questions and the same right answers for the real cluster and for the demo: what keeps the demo honest. */
export function describeConformance(open: () => Promise<JudgedCluster>): void {
  describe('a cluster as Portolan sees it', () => {
    let namespace: ConformanceNamespace;
    beforeAll(async () => {
      namespace = await ConformanceNamespace.create(await open());
    });
    afterAll(() => namespace[Symbol.asyncDispose]());

    describeApi(() => namespace);
    describeWatches(() => namespace);
    describeUpgrades(() => namespace);
    describeTunnels(() => namespace);
    describeV4(() => namespace);
    describePods(() => namespace);
    describeServiceProxy(() => namespace);
  });
}
