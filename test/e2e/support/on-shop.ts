import { test as base } from '@playwright/test';
import { appFixture } from './app-fixture.ts';
import { DemoShop } from './demo-shop.ts';
import type { Portolan } from './portolan.ts';
import { RealShop } from './real-shop.ts';
import type { Shop } from './shop.ts';
import type { ShopOptions } from './shop-options.ts';
import { TestHome } from './test-home.ts';

export interface ShopFixtures {
  /** As it was at first, whatever the test before did to it. */
  readonly shop: Shop;
  /** Its kubeconfig leads to the shop, which outlives the app: restarts find the same cluster. */
  readonly home: TestHome;
  readonly app: Portolan;
}

/** A test whose app runs on the shop, on the cluster that its Playwright project names. */
export const test = base.extend<ShopFixtures, ShopOptions & { readonly realShop: RealShop | null }>({
  cluster: ['demo', { option: true, scope: 'worker' }],
  realShop: [
    async ({ cluster }, use) => {
      await using shop = cluster === 'real' ? await RealShop.create() : null;
      await use(shop);
    },
    // As long as a cluster may need that is not running yet.
    { scope: 'worker', timeout: 300_000 },
  ],
  shop: async ({ realShop }, use) => {
    if (realShop !== null) {
      await realShop.restore();
      return use(realShop);
    }
    await using demo = await DemoShop.create();
    await use(demo);
  },
  home: async ({ shop }, use) => {
    await using home = await TestHome.create(shop.kubeconfig);
    await use(home);
  },
  app: appFixture,
});
