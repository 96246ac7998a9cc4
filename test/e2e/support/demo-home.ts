import type { DemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import { DemoShop } from './demo-shop.ts';
import { TestHome } from './portolan.ts';
import { ShopHome } from './shop-home.ts';

/** A home with a demo cluster of its own, which can be made to misbehave. */
export class DemoHome extends ShopHome<DemoShop> {
  static async create(): Promise<DemoHome> {
    const created = new DemoHome(await TestHome.create(), await DemoShop.create());
    await created.saveKubeconfig();
    return created;
  }

  get demo(): DemoCluster {
    return this.shop.cluster;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.shop[Symbol.asyncDispose]();
    await super[Symbol.asyncDispose]();
  }
}
