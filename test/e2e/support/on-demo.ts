import type { DemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import { DemoShop } from './demo-shop.ts';
import { test as onShop } from './on-shop.ts';

/** A test whose app runs on a demo cluster of its own, which can be made to misbehave. */
export const test = onShop.extend<{ readonly demo: DemoCluster }>({
  demo: async ({ shop }, use) => {
    if (!(shop instanceof DemoShop)) throw new Error('Only the demo cluster can be made to misbehave.');
    await use(shop.cluster);
  },
});
