import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Balance } from '../../../src-main/shared/balance.ts';
import { defaultSettings, type Forward, type ForwardSettings } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { TargetKind } from '../../../src-main/shared/target.ts';
import { expect } from './expect.ts';
import { electronProgram, type LaunchOptions, Portolan, TestHome } from './portolan.ts';
import type { Shop } from './shop.ts';

/** A home whose kubeconfig leads to a shop that outlives the app, so that restarts find the same cluster. */
export class ShopHome<S extends Shop = Shop> implements AsyncDisposable {
  readonly home: TestHome;
  readonly shop: S;
  readonly kubeconfig: string;

  protected constructor(home: TestHome, shop: S) {
    this.home = home;
    this.shop = shop;
    this.kubeconfig = join(home.path, 'kubeconfig');
  }

  static async of<S extends Shop>(shop: S): Promise<ShopHome<S>> {
    const created = new ShopHome(await TestHome.create(), shop);
    await created.saveKubeconfig();
    return created;
  }

  /** As the shop has it now. */
  async saveKubeconfig(): Promise<void> {
    await writeFile(this.kubeconfig, this.shop.kubeconfig, { mode: 0o600 });
  }

  launch(options: Partial<LaunchOptions> = {}): Promise<Portolan> {
    return Portolan.launch(this.home, { kubeconfig: this.kubeconfig, ...options });
  }

  /** Starts the app once more, as a desktop does that opens a link or a second window; resolves once that has ended well. */
  async startAgain(...args: string[]): Promise<void> {
    const env = this.home.env({ kubeconfig: this.kubeconfig });
    const second = spawn(electronProgram, this.home.args(args), { env, stdio: 'ignore' });
    expect(await once(second, 'exit')).toEqual([0, null]);
  }

  /** The shop stays. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.home[Symbol.asyncDispose]();
  }
}

/** Saves a forward to the shop's web, or to what else is named so, as the editor would. */
export function addForward(
  portolan: Portolan,
  wish: {
    readonly label: string;
    readonly ports: readonly string[];
    readonly start: boolean;
    readonly balance?: Balance;
    readonly kind?: TargetKind;
    readonly group?: string;
  },
): Promise<Forward> {
  const settings: ForwardSettings = {
    label: wish.label,
    target: { context: 'demo', namespace: 'shop', kind: wish.kind ?? 'service', name: 'web' },
    ports: wish.ports.map(parsePortPair),
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    balance: wish.balance ?? defaultSettings.balance,
    group: wish.group ?? defaultSettings.group,
    allowExposure: false,
  };
  return portolan.request('forward.add', { settings, start: wish.start });
}
