/** Where the shop of the tests is; playwright.config.ts runs each of them in both places. */
export interface ShopOptions {
  readonly cluster: 'demo' | 'real';
}
